/** Asks one list about one document: with the lane's own key, or blindly with the help of the list's owner. */
import { DeviceError } from '../../../hardware/device/device-error.ts';
import type { Chains } from '../../../hardware/secure-element/chain.ts';
import type { ListVariant, WatchlistId, WatchlistQuery } from '../../../server/contract/watchlist.ts';
import type { ListAnswer } from '../../rules/decision/evidence.ts';
import type { WatchlistTerms } from '../../rules/decision/policy.ts';
import { blindDocument, blindTagOf, unblind } from './blind-tag.ts';
import type { Tag } from '../../../server/contract/tag-list.ts';
import { tagInside } from './list-key.ts';
import type { ListOwner } from './list-owner.ts';
import { isListed, versionOf, type Watchlist } from './watchlist.ts';

/** Terms of one list of the lane: of the policy, or of a plain list that stands in for a blind one. */
export type ListTerms = WatchlistTerms;

/** The lists that a lane holds for these terms. */
export function listsHeld(terms: readonly ListTerms[]): readonly ListTerms[] {
  return terms.flatMap((one) => {
    const { blind, warnAfterMs, referAfterMs } = one;
    return blind?.plainList === undefined ? [one] : [one, { list: blind.plainList, warnAfterMs, referAfterMs }];
  });
}

export function variantWanted({ blind }: ListTerms): ListVariant {
  return blind === undefined ? 'plain' : 'blind';
}

export interface AskParts {
  readonly element: Pick<Chains, 'chainPrf'>;
  readonly owner: ListOwner;
  /** The list in use; `undefined` when there is none. */
  readonly held: (list: WatchlistId) => Watchlist | undefined;
  /** Wall ms at which the document is looked up. */
  readonly askedAt: number;
  readonly onOwner: (list: WatchlistId, how: 'answered' | 'away' | 'unproven') => void;
}

type Tagged =
  | { readonly kind: 'tag'; readonly tag: Tag }
  /** No key, or no answer of the owner. */
  | { readonly kind: 'away' }
  /** The owner, or another party on the way, answered falsely. */
  | { readonly kind: 'unproven' };

/**
 * An answer without a proof never leads to the plain list: otherwise who forges answers could choose the list. Rejects as the secure element does.
 *
 * @param document as `listedDocument` makes it
 */
export async function askList(parts: AskParts, terms: ListTerms, document: Uint8Array): Promise<ListAnswer> {
  const { list, blind, referAfterMs } = terms;
  const held = parts.held(list);
  if (held === undefined) return { kind: 'unavailable', list };
  const tagged =
    blind === undefined ? await plainTag(parts, held, document) : await blindTag(parts, held, blind, document);
  if (blind !== undefined) parts.onOwner(list, tagged.kind === 'tag' ? 'answered' : tagged.kind);
  if (tagged.kind === 'tag') {
    const version = versionOf(held);
    const found = isListed(held, tagged.tag) ? 'listed' : 'not-listed';
    const query: WatchlistQuery = { list, ...version, askedAt: parts.askedAt, found, variant: variantWanted(terms) };
    return { kind: 'asked', query, isStale: parts.askedAt - version.madeAt > referAfterMs };
  }
  if (tagged.kind === 'unproven' || blind?.plainList === undefined) return { kind: 'unavailable', list };
  const { warnAfterMs } = terms;
  const instead = await askList(parts, { list: blind.plainList, warnAfterMs, referAfterMs }, document);
  return instead.kind === 'asked'
    ? { ...instead, query: { ...instead.query, insteadOf: list } }
    : { kind: 'unavailable', list };
}

async function plainTag({ element }: AskParts, { base }: Watchlist, document: Uint8Array): Promise<Tagged> {
  const { list, key } = base.header;
  if ('suite' in key) return { kind: 'away' };
  try {
    return { kind: 'tag', tag: await tagInside(element, list, key.generation, document) };
  } catch (error) {
    if (error instanceof DeviceError && error.code === 'unknown-key') return { kind: 'away' };
    throw error;
  }
}

async function blindTag(
  { owner }: AskParts,
  { base }: Watchlist,
  { answerMs }: NonNullable<ListTerms['blind']>,
  document: Uint8Array,
): Promise<Tagged> {
  const { list, key } = base.header;
  if (!('suite' in key)) return { kind: 'away' };
  const { publicKey } = key;
  const blinded = blindDocument(list, document);
  try {
    const answer = await owner.evaluate({ list, publicKey, elements: [blinded.element] }, answerMs);
    if (answer === undefined) return { kind: 'away' };
    const [output] = unblind([blinded], publicKey, answer) ?? [];
    return output === undefined ? { kind: 'unproven' } : { kind: 'tag', tag: blindTagOf(output) };
  } finally {
    blinded.forget();
  }
}
