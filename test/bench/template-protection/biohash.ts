/**
 * The compared scheme: BioHash (A. Teoh, D. Ngo, A. Goh, "Biohashing: two factor authentication featuring fingerprint
 * data and tokenised random number", Pattern Recognition 37(11), 2004). Signs of the face's inner products with
 * orthonormal random directions, compared by the share of equal bits. It uses the same rotations, so only the rounding
 * differs.
 */
import { DIRECTIONS_LENGTH, EMBEDDING_LENGTH } from '../../../models/face/embedders.ts';

/** @param rotated a face's directions under a key. @returns one value per bit, -1 or 1 */
export function bioHash(rotated: ArrayLike<number>, bits: number): Int8Array {
  return Int8Array.from({ length: bits }, (_, bit) => (rotated[bit]! > 0 ? 1 : -1));
}

/** Share of equal bits, 0..1. */
export function agreement(one: Int8Array, other: Int8Array): number {
  let product = 0;
  for (let bit = 0; bit < one.length; bit++) product += one[bit]! * other[bit]!;
  return (1 + product / one.length) / 2;
}

/**
 * The face that an attacker with the key recovers from a hash by the simplest method: the sum of its directions with
 * their signs.
 */
export function invertBioHash(hash: Int8Array, rotateBack: (vector: Float64Array) => void): Float32Array {
  const directions = new Float64Array(DIRECTIONS_LENGTH);
  directions.set(hash);
  rotateBack(directions);
  const length = Math.hypot(...directions);
  const embedding = new Float32Array(EMBEDDING_LENGTH);
  directions.forEach((value, at) => {
    embedding[at] = value / length;
  });
  return embedding;
}
