import type { Calibrated } from '../calibration/calibration.ts';

/**
 * Several impressions of one finger against one probe: the best one counts. The false-match rate is multiplied by
 * their number (union bound, without assumptions), and the ratio is divided by it.
 *
 * @param likenesses one or more, each of the same probe
 */
export function bestImpression(likenesses: readonly Calibrated[]): Calibrated {
  const chances = likenesses.length;
  const best = likenesses.reduce((one, other) => (other.logLikelihoodRatio > one.logLikelihoodRatio ? other : one));
  return {
    falseMatchRate: Math.min(1, chances * best.falseMatchRate),
    logLikelihoodRatio: best.logLikelihoodRatio - Math.log(chances),
  };
}

/**
 * Several fingers of one person: log likelihood ratios add up if the similarities of an impostor's fingers are
 * independent. Fingers of one hand share skin, pressure and scanner, so each ratio is capped at the range that its
 * calibration measured (`calibrate`), and the fused rate is only the bound that follows from the ratio: among
 * impostors a ratio of e^x or more has a probability of at most e^-x (Markov's inequality for likelihood ratios).
 *
 * @param fingers one or more, each of another finger
 */
export function severalFingers(fingers: readonly Calibrated[]): Calibrated {
  const [first] = fingers;
  if (fingers.length === 1 && first !== undefined) return first;
  const logLikelihoodRatio = fingers.reduce((sum, finger) => sum + finger.logLikelihoodRatio, 0);
  return { logLikelihoodRatio, falseMatchRate: Math.min(1, Math.exp(-logLikelihoodRatio)) };
}
