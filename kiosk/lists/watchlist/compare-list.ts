/**
 * Asks a blind list about several documents with one proof, to count them. The list decides about no one: an answer that is missing or wrong
 * means only that the documents are not compared.
 */
import type { CountedList } from '../../../server/contract/partner-terms.ts';
import { blindDocument, blindTagOf, unblind } from './blind-tag.ts';
import type { ListOwner } from './list-owner.ts';
import { isListed, type Watchlist } from './watchlist.ts';

/** The terms of a list that a lane counts, and the list of the lane. */
export type CountedTerms = Pick<CountedList, 'list' | 'publicKey' | 'smallestList'>;

/**
 * `unfit`: the lane has no such list, or its key or its size are not those of the terms. `away`: no answer. `unproven`: an answer that is not
 * of the list's key.
 */
export type Comparison =
  | { readonly kind: 'compared'; readonly found: number }
  | { readonly kind: 'unfit' | 'away' | 'unproven' };

/** No traveller waits for the answer. */
const ANSWER_MS = 10_000;

/**
 * Rejects as the secure element does.
 *
 * @param documents as `listedDocument` makes them, at most `MAX_BLIND_BATCH`; the caller wipes them
 */
export async function compareList(
  owner: ListOwner,
  { list, publicKey, smallestList }: CountedTerms,
  held: Watchlist | undefined,
  documents: readonly Uint8Array[],
): Promise<Comparison> {
  if (held === undefined || keyOf(held) !== publicKey || leastListed(held) < smallestList) return { kind: 'unfit' };
  const blinded = documents.map((document) => blindDocument(list, document));
  try {
    const answer = await owner.evaluate(
      { list, publicKey, elements: blinded.map(({ element }) => element) },
      ANSWER_MS,
    );
    if (answer === undefined) return { kind: 'away' };
    const outputs = unblind(blinded, publicKey, answer);
    if (outputs === undefined) return { kind: 'unproven' };
    return { kind: 'compared', found: outputs.filter((output) => isListed(held, blindTagOf(output))).length };
  } finally {
    for (const one of blinded) one.forget();
  }
}

function keyOf({ base }: Watchlist): string | undefined {
  const { key } = base.header;
  return 'suite' in key ? key.publicKey : undefined;
}

/** The fewest documents that the list can have, by its signed headers. */
function leastListed({ base, deltas }: Watchlist): number {
  return deltas.reduce((least, { header }) => least - header.removed, base.header.count);
}
