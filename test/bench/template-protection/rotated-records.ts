/** Every image as a protected record of the product, and what its key makes of it. */
import { DIRECTIONS_LENGTH, EMBEDDERS, EMBEDDING_LENGTH } from '../../../models/face/embedders.ts';
import { DIRECTION_SCALE } from '../../../models/face/protection/constants.ts';
import {
  int8Directions,
  lengthOf,
  type PseudonymousIdentifier,
  protect,
  strengthsOf,
} from '../../../models/face/protection/pseudonymous-identifier.ts';
import { type SecretRotation, secretRotation } from '../../../models/face/protection/rotation.ts';
import { benchKey } from './bench-key.ts';
import type { EmbeddedImage } from './lfw-embeddings.ts';

export interface RotatedRecord {
  readonly identifier: PseudonymousIdentifier;
  /** Of the same face, under a key of its own: a second register, or a renewed record. */
  readonly again: PseudonymousIdentifier;
  /**
   * The record rotated back, as whoever has its key can: an embedding. Its inner product with a probe is the record's with the
   * rotated probe, and all against all takes a rotation an image instead of one a comparison.
   */
  readonly inverted: Float32Array;
  /** The image's probe under the record's key; strengths as they are. */
  readonly ownProbe: Float32Array;
  /** The first 704 numbers of which BioHash takes the signs: the reference, rotated, not rounded. */
  readonly rotatedReference: Float32Array;
}

export function rotatedRecords(images: readonly EmbeddedImage[], report: (done: number) => void): RotatedRecord[] {
  return images.map(({ reference, probe }, number) => {
    if (number % 500 === 0) report(number);
    const key = benchKey('record', number);
    const identifier = protect(reference, key);
    const again = protect(reference, benchKey('again', number));
    const rotation = secretRotation(key, DIRECTIONS_LENGTH);
    const own = Float64Array.from(probe.subarray(0, DIRECTIONS_LENGTH));
    rotation.rotate(own);
    const rotated = Float64Array.from(reference.subarray(0, DIRECTIONS_LENGTH));
    rotation.rotate(rotated);
    const inverted = openWithKey(identifier, key, rotation);
    rotation.wipe();
    return {
      identifier,
      again,
      inverted,
      ownProbe: withStrengths(
        own,
        EMBEDDERS.map((_, index) => probe[DIRECTIONS_LENGTH + index]!),
      ),
      rotatedReference: Float32Array.from(rotated),
    };
  });
}

/** The embedding that an identifier's key gives back. */
export function openWithKey(
  identifier: PseudonymousIdentifier,
  key: Uint8Array,
  rotation: SecretRotation = secretRotation(key, DIRECTIONS_LENGTH),
): Float32Array {
  const length = lengthOf(identifier, key);
  const back = Float64Array.from(int8Directions(identifier), (value) => (length * value) / DIRECTION_SCALE);
  rotation.rotateBack(back);
  return withStrengths(back, strengthsOf(identifier, key));
}

/** An identifier as somebody without its key reads it: directions as they lie there, and no idea of the strengths. */
export function readWithoutKey(identifier: PseudonymousIdentifier): Float32Array {
  const directions = Float64Array.from(int8Directions(identifier), (value) => value / DIRECTION_SCALE);
  return withStrengths(
    directions,
    EMBEDDERS.map(() => 0),
  );
}

function withStrengths(directions: Float64Array, strengths: readonly number[]): Float32Array {
  const embedding = new Float32Array(EMBEDDING_LENGTH);
  embedding.set(directions);
  embedding.set(strengths, DIRECTIONS_LENGTH);
  return embedding;
}
