/** Every image as a protected record of the product, and its recovery with the key. */
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
  /** The record of the same face under another key: in a second register, or renewed. */
  readonly again: PseudonymousIdentifier;
  /**
   * The record rotated back with its key: an embedding. Its inner product with a probe equals that of the record with
   * the rotated probe, so all against all needs one rotation per image instead of one per comparison.
   */
  readonly inverted: Float32Array;
  /** The image's probe under the record's key; strengths are unchanged. */
  readonly ownProbe: Float32Array;
  /** The rotated, unrounded reference, 704 numbers. BioHash takes their signs. */
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

/** The embedding that is recovered with an identifier's key. */
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

/** An identifier as an attacker without its key reads it: rotated directions, without strengths. */
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
