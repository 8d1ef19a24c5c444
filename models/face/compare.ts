import { type Calibration, calibrate, provenRange } from '../calibration/calibration.ts';
import { FALSE_MATCH_RATE_LOOSEST } from './constants.ts';
import type { Embedding } from './embed.ts';
import { DIRECTIONS_LENGTH, EMBEDDERS, EMBEDDING_LENGTH, STRENGTH_WEIGHT } from './embedders.ts';
import { FaceError } from './face-error.ts';

/** A comparison score goes no further than `comparisonOf`: below the policy's threshold nothing but that fact does. */
export type Comparison =
  | { readonly kind: 'below-threshold' }
  | {
      readonly kind: 'match';
      /** Share of impostors, at most, that would have compared this well; never less than the calibration proves. */
      readonly falseMatchRate: number;
      /**
       * Natural logarithm: for combining with other evidence inside the lane. It tells scores apart as the score does, so it
       * never goes into a report or a log.
       */
      readonly logLikelihoodRatio: number;
    };

/**
 * Compares two faces under the policy's false-match rate.
 *
 * @throws FaceError `template-unusable`, `false-match-rate-unproven`
 */
export function compare(
  reference: Embedding,
  probe: Embedding,
  maximumFalseMatchRate: number,
  calibration: Calibration,
): Comparison {
  return comparisonOf(() => comparisonScore(reference, probe), maximumFalseMatchRate, calibration);
}

/**
 * What a score is worth under the policy's false-match rate.
 *
 * @param scoreOf asked once the rate is known to be one that can be proven
 * @throws FaceError `false-match-rate-unproven`, and what `scoreOf` throws
 */
export function comparisonOf(
  scoreOf: () => number,
  maximumFalseMatchRate: number,
  calibration: Calibration,
): Comparison {
  assertProven(maximumFalseMatchRate, calibration);
  const score = scoreOf();
  if (Number.isNaN(score)) return { kind: 'below-threshold' };
  const { falseMatchRate, logLikelihoodRatio } = calibrate(score, calibration);
  return falseMatchRate <= maximumFalseMatchRate
    ? { kind: 'match', falseMatchRate, logLikelihoodRatio }
    : { kind: 'below-threshold' };
}

/**
 * How alike two faces are: the weighted mean of the networks' cosines, less what the strength of the weaker face explains.
 * About -0.3..1.1; it means nothing without its calibration.
 *
 * @throws FaceError `template-unusable`
 */
export function comparisonScore(reference: Embedding, probe: Embedding): number {
  if (reference.length !== EMBEDDING_LENGTH || probe.length !== EMBEDDING_LENGTH) {
    throw new FaceError('template-unusable', 'an embedding of another length');
  }
  let cosine = 0;
  for (let at = 0; at < DIRECTIONS_LENGTH; at++) cosine += reference[at]! * probe[at]!;
  let strength = 0;
  EMBEDDERS.forEach(({ weight }, index) => {
    const at = DIRECTIONS_LENGTH + index;
    strength += weight * Math.min(reference[at]!, probe[at]!);
  });
  return cosine - STRENGTH_WEIGHT * strength;
}

function assertProven(rate: number, calibration: Calibration): void {
  const { strictest } = provenRange(calibration);
  if (!(rate >= strictest && rate <= FALSE_MATCH_RATE_LOOSEST)) {
    throw new FaceError(
      'false-match-rate-unproven',
      `a policy may ask for ${strictest} to ${FALSE_MATCH_RATE_LOOSEST}, not for ${rate}`,
    );
  }
}
