import { DIRECTIONS_LENGTH, EMBEDDERS, EMBEDDING_LENGTH } from '../../../../models/face/embedders.ts';
import { seededRandom } from '../rendering/seeded-random.ts';

/** An artificial embedding. With `near` it is as similar to that one as two pictures of one person. */
export function madeFace(seed: number, near?: Float32Array): Float32Array {
  const random = seededRandom(seed);
  const face = new Float32Array(EMBEDDING_LENGTH);
  let from = 0;
  for (const [index, { length, weight }] of EMBEDDERS.entries()) {
    const part = face.subarray(from, from + length);
    for (let at = 0; at < length; at++) {
      part[at] = random.normal() / Math.sqrt(length) + (near === undefined ? 0 : 1.5 * near[from + at]!);
    }
    const norm = Math.hypot(...part);
    for (let at = 0; at < length; at++) part[at] = (part[at]! * Math.sqrt(weight)) / norm;
    face[DIRECTIONS_LENGTH + index] = random.between(-0.2, 0.25);
    from += length;
  }
  return face;
}

/** 32 bytes derived from a seed, for tests only. */
export function madeKey(seed: number): Uint8Array {
  const random = seededRandom(seed ^ 0x5bd1e995);
  return Uint8Array.from({ length: 32 }, () => Math.floor(random.between(0, 256)));
}
