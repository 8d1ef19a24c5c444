/**
 * The key of the tags: a chain in the lane's secure element. Each list has a key of its own, one step from the chain, so
 * that an authority that makes one list cannot make the tags of another.
 */
import { createHmac } from 'node:crypto';
import { chainStep, type ChainName, type Chains } from '../../../hardware/secure-element/chain.ts';
import type { WatchlistId } from '../../../server/contract/watchlist.ts';
import type { Tag } from '../../../server/contract/tag-list.ts';
import type { TagKeyId } from '../../../server/contract/watchlist-file.ts';

/** Not the beginning of any document's input. */
const CHECK_INPUT = new TextEncoder().encode('postern/watchlist-check/v1');
const CHECK_BYTES = 8;

/** Two: the key in use, and the one that follows it. */
export const MAX_LIST_KEYS = 2;

export function chainOfLists(generation: number): ChainName {
  return { purpose: 'watchlists', generation, place: 0 };
}

const labelOf = (list: WatchlistId): string => `postern/watchlist/v1/${list}`;

/**
 * The tag of a document. Rejects as the secure element does, with `unknown-key` when the lane has no key of this generation.
 *
 * @param document as `listedDocument` makes it
 */
export async function tagInside(
  element: Pick<Chains, 'chainPrf'>,
  list: WatchlistId,
  generation: number,
  document: Uint8Array,
): Promise<Tag> {
  const value = await element.chainPrf(chainOfLists(generation), labelOf(list), document);
  try {
    return tagOf(value);
  } finally {
    value.fill(0);
  }
}

/** Whether the element's key is the one with which a list was made. Rejects as `tagInside` does. */
export async function isKeyOf(
  element: Pick<Chains, 'chainPrf'>,
  list: WatchlistId,
  { generation, check }: TagKeyId,
): Promise<boolean> {
  const value = await element.chainPrf(chainOfLists(generation), labelOf(list), CHECK_INPUT);
  return checkOf(value) === check;
}

/** The key of one list, for the authority that makes it: 32 bytes, wiped by the caller. @param secret of the chain */
export function keyOfList(secret: Uint8Array, list: WatchlistId): Uint8Array<ArrayBuffer> {
  return chainStep(secret, labelOf(list));
}

/** Makes the same tags as an element with the chain. */
export function tagWith(listKey: Uint8Array, document: Uint8Array): Tag {
  return tagOf(createHmac('sha256', listKey).update(document).digest());
}

export function keyCheckOf(listKey: Uint8Array): string {
  return checkOf(createHmac('sha256', listKey).update(CHECK_INPUT).digest());
}

/** The first 64 bits of a pseudo-random value. */
export function tagOf(value: Uint8Array): Tag {
  const view = new DataView(value.buffer, value.byteOffset, value.length);
  return { high: view.getUint32(0), low: view.getUint32(4) };
}

function checkOf(value: Uint8Array): string {
  return Buffer.from(value.subarray(0, CHECK_BYTES)).toString('hex');
}
