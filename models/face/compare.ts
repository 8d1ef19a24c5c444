import { type Calibration, calibrate, provenRange } from '../calibration/calibration.ts';
import { FALSE_MATCH_RATE_LOOSEST } from './constants.ts';
import type { Embedding } from './embed.ts';
import { type FaceComparator, lengthsOf, OWN_COMPARATOR } from './embedders.ts';
import { FaceError } from './face-error.ts';

/** The result of a comparison. The score itself is never returned; below the policy's threshold only that fact is. */
export type Comparison =
  | { readonly kind: 'below-threshold' }
  | {
      readonly kind: 'match';
      /**
       * Upper bound of the share of impostors with this score or a higher one, 0..1; never below the lowest rate that
       * the calibration proves.
       */
      readonly falseMatchRate: number;
      /**
       * Natural logarithm, for combining with other evidence inside the lane. It reveals the score, so it never
       * appears in a report or a log.
       */
      readonly logLikelihoodRatio: number;
    };

/**
 * Compares two faces at the policy's false-match rate.
 *
 * @throws FaceError `template-unusable`, `false-match-rate-unproven`
 */
export function compare(
  reference: Embedding,
  probe: Embedding,
  maximumFalseMatchRate: number,
  calibration: Calibration,
  comparator: FaceComparator = OWN_COMPARATOR,
): Comparison {
  return comparisonOf(() => comparisonScore(reference, probe, comparator), maximumFalseMatchRate, calibration);
}

/**
 * Evaluates a score against the policy's false-match rate.
 *
 * @param scoreOf called only after the rate is known to be proven
 * @throws FaceError `false-match-rate-unproven`, and the errors of `scoreOf`
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
 * Similarity of two faces: the weighted mean of the networks' cosines, minus a term for the strength of the weaker
 * face. About -0.3..1.1. The score has no meaning without its calibration.
 *
 * @throws FaceError `template-unusable`
 */
export function comparisonScore(reference: Embedding, probe: Embedding, comparator = OWN_COMPARATOR): number {
  const { directions, embedding } = lengthsOf(comparator);
  if (reference.length !== embedding || probe.length !== embedding) {
    throw new FaceError('template-unusable', 'an embedding has the wrong length');
  }
  let cosine = 0;
  for (let at = 0; at < directions; at++) cosine += reference[at]! * probe[at]!;
  let strength = 0;
  comparator.networks.forEach(({ weight }, index) => {
    const at = directions + index;
    strength += weight * Math.min(reference[at]!, probe[at]!);
  });
  return cosine - comparator.strengthWeight * strength;
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
