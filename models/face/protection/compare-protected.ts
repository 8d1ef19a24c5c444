/** Compares a traveller with their identifier: the probe is rotated like the record, and the record stays rotated. */
import type { Calibration } from '../../calibration/calibration.ts';
import { type Comparison, comparisonOf } from '../compare.ts';
import type { Embedding } from '../embed.ts';
import { DIRECTIONS_LENGTH, EMBEDDERS, EMBEDDING_LENGTH, STRENGTH_WEIGHT } from '../embedders.ts';
import { FaceError } from '../face-error.ts';
import { DIRECTION_SCALE, PROTECTED_SCORE_MARGIN } from './constants.ts';
import {
  checkIdentifier,
  int8Directions,
  lengthOf,
  type PseudonymousIdentifier,
  strengthsOf,
} from './pseudonymous-identifier.ts';
import { secretRotation } from './rotation.ts';

/**
 * Like `compare`, for a protected record, whose directions are not decoded. A wrong key gives the score of a random
 * impostor.
 *
 * @param key key of the identifier, 32 bytes; the caller wipes it
 * @param probe borrowed
 * @throws FaceError `template-unusable`, `protection-key-malformed`, `false-match-rate-unproven`
 */
export function compareProtected(
  identifier: PseudonymousIdentifier,
  key: Uint8Array,
  probe: Embedding,
  maximumFalseMatchRate: number,
  calibration: Calibration,
): Comparison {
  return comparisonOf(
    () => protectedScore(identifier, key, probe) - PROTECTED_SCORE_MARGIN,
    maximumFalseMatchRate,
    calibration,
  );
}

/**
 * `comparisonScore` of the two faces, up to rounding.
 *
 * @throws FaceError `template-unusable`, `protection-key-malformed`
 */
export function protectedScore(identifier: PseudonymousIdentifier, key: Uint8Array, probe: Embedding): number {
  checkIdentifier(identifier);
  if (probe.length !== EMBEDDING_LENGTH) throw new FaceError('template-unusable', 'an embedding of another length');
  const rotated = Float64Array.from(probe.subarray(0, DIRECTIONS_LENGTH));
  const strengths = strengthsOf(identifier, key);
  const length = lengthOf(identifier, key);
  const rotation = secretRotation(key, DIRECTIONS_LENGTH);
  try {
    rotation.rotate(rotated);
    const stored = int8Directions(identifier);
    let cosine = 0;
    for (let at = 0; at < stored.length; at++) cosine += rotated[at]! * stored[at]!;
    let strength = 0;
    EMBEDDERS.forEach(({ weight }, index) => {
      strength += weight * Math.min(strengths[index]!, probe[DIRECTIONS_LENGTH + index]!);
    });
    return (length * cosine) / DIRECTION_SCALE - STRENGTH_WEIGHT * strength;
  } finally {
    rotation.wipe();
    rotated.fill(0);
    strengths.fill(0);
  }
}
