/**
 * One signature over the receipts that were waiting at one time: a signing key in hardware may take longer for each signature than a
 * report may wait. The server signs the root of a Merkle tree (RFC 9162 §2.1) over them, and each receipt carries its way to that root.
 * Receipts are signed before it is known which of their reports can be kept. Each leaf is salted, so that nobody makes a receipt that was
 * never given out from the hash beside another one.
 */
import { z } from 'zod';
import { climb } from './merkle/climb.ts';
import { HASH_BYTES, leafHash, nodeHash } from './merkle/hash.ts';
import { decodeBase64Url, encodeBase64Url } from './base64url.ts';
import { signingInput } from './signing.ts';

/** More would make a receipt longer than it may be, and make nothing faster. */
export const LARGEST_BATCH = 256;
const LONGEST_PATH = Math.log2(LARGEST_BATCH);
const SALT_BYTES = 16;

export const batchPlaceSchema = z.strictObject({
  index: z.int().min(0),
  size: z.int().min(2).max(LARGEST_BATCH),
  /** Base64url of 32 bytes each, the leaf's sibling first. */
  path: z.array(z.string().length(43, 'must be 32 bytes in base64url')).max(LONGEST_PATH),
  /** Before the receipt in its leaf. */
  salt: z.string().length(22, 'must be 16 bytes in base64url'),
});
/** Where a receipt stands in its batch. */
export type BatchPlace = z.infer<typeof batchPlaceSchema>;

/**
 * What the server's key signs for two receipts or more, and each one's place, in their order. `inputs`: what it would sign for each alone.
 * `random`: so many bytes that nobody can guess.
 */
export function batchOf(
  inputs: readonly Uint8Array[],
  random: (bytes: number) => Uint8Array,
): { readonly input: Uint8Array; readonly places: BatchPlace[] } {
  const salts = inputs.map(() => random(SALT_BYTES));
  const size = inputs.length;
  const places: BatchPlace[] = salts.map((salt, index) => ({ index, size, path: [], salt: encodeBase64Url(salt) }));
  const leaves = inputs.map((input, at) => leafOf(salts[at] ?? new Uint8Array(), input));
  return { input: signingInput('receipt-batch', hashRange(leaves, places, 0)), places };
}

function leafOf(salt: Uint8Array, input: Uint8Array): Uint8Array {
  const salted = new Uint8Array(salt.length + input.length);
  salted.set(salt);
  salted.set(input, salt.length);
  return leafHash(salted);
}

/** The root of the leaves, after each one's siblings below it were put at the end of its path. `from`: the first one's index. */
function hashRange(leaves: readonly Uint8Array[], places: readonly BatchPlace[], from: number): Uint8Array {
  const [only] = leaves;
  if (only !== undefined && leaves.length === 1) return only;
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  const left = hashRange(leaves.slice(0, split), places, from);
  const right = hashRange(leaves.slice(split), places, from + split);
  for (let at = 0; at < leaves.length; at += 1)
    places[from + at]?.path.push(encodeBase64Url(at < split ? right : left));
  return nodeHash(left, right);
}

/** The root of a batch in which `input` stands at this place; `undefined` where it cannot stand there (RFC 9162 §2.1.3.2). */
export function batchRoot(input: Uint8Array, { index, size, path, salt }: BatchPlace): Uint8Array | undefined {
  if (index >= size) return undefined;
  const siblings = path.flatMap((text) => decodeBase64Url(text) ?? []);
  const areHashes = siblings.length === path.length && siblings.every(({ length }) => length === HASH_BYTES);
  const its = decodeBase64Url(salt);
  return areHashes && its !== undefined ? climb(leafOf(its, input), { index, size }, siblings) : undefined;
}
