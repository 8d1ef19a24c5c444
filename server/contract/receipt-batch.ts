/**
 * One signature over several receipts, because a signature in hardware may take longer than a report may wait. The server signs the root of
 * a Merkle tree (RFC 9162 §2.1) over the receipts, and each receipt carries its inclusion path. The server signs before it knows which of
 * the reports can be stored. Each leaf is salted: a path reveals sibling hashes, and without the salt these would confirm a receipt that
 * the server never issued.
 */
import { z } from 'zod';
import { climb } from './merkle/climb.ts';
import { HASH_BYTES, leafHash } from './merkle/hash.ts';
import { pathsOf } from './merkle/paths.ts';
import { decodeBase64Url, encodeBase64Url } from './base64url.ts';
import { signingInput } from './signing.ts';

/** A larger batch would exceed the receipt's size limit, and gains no speed. */
export const LARGEST_BATCH = 256;
const LONGEST_PATH = Math.log2(LARGEST_BATCH);
const SALT_BYTES = 16;

export const batchPlaceSchema = z.strictObject({
  index: z.int().min(0),
  size: z.int().min(2).max(LARGEST_BATCH),
  /** Siblings from the leaf upwards, base64url of 32 bytes each. */
  path: z.array(z.string().length(43, 'must be 32 bytes in base64url')).max(LONGEST_PATH),
  /** Precedes the receipt in its leaf. */
  salt: z.string().length(22, 'must be 16 bytes in base64url'),
});
/** The position of a receipt in its batch. */
export type BatchPlace = z.infer<typeof batchPlaceSchema>;

/**
 * The bytes that the server's key signs for two receipts or more, and the place of each, in their order.
 *
 * @param inputs the signing input of each receipt alone
 * @param random returns the given number of unpredictable bytes
 */
export function batchOf(
  inputs: readonly Uint8Array[],
  random: (bytes: number) => Uint8Array,
): { readonly input: Uint8Array; readonly places: BatchPlace[] } {
  const salts = inputs.map(() => random(SALT_BYTES));
  const { root, paths } = pathsOf(inputs.map((input, at) => leafOf(salts[at] ?? new Uint8Array(), input)));
  const places = salts.map((salt, index): BatchPlace => {
    const path = (paths[index] ?? []).map(encodeBase64Url);
    return { index, size: inputs.length, path, salt: encodeBase64Url(salt) };
  });
  return { input: signingInput('receipt-batch', root), places };
}

function leafOf(salt: Uint8Array, input: Uint8Array): Uint8Array {
  const salted = new Uint8Array(salt.length + input.length);
  salted.set(salt);
  salted.set(input, salt.length);
  return leafHash(salted);
}

/** The root of a batch with `input` at this place; `undefined` for an impossible place (RFC 9162 §2.1.3.2). */
export function batchRoot(input: Uint8Array, { index, size, path, salt }: BatchPlace): Uint8Array | undefined {
  if (index >= size) return undefined;
  const siblings = path.flatMap((text) => decodeBase64Url(text) ?? []);
  const areHashes = siblings.length === path.length && siblings.every(({ length }) => length === HASH_BYTES);
  const its = decodeBase64Url(salt);
  return areHashes && its !== undefined ? climb(leafOf(its, input), { index, size }, siblings) : undefined;
}
