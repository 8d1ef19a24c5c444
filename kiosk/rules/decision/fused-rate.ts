/**
 * Fuses the evidence of face and finger. Log likelihood ratios add up if the two are independent among impostors; a ratio
 * of e^x or more then has a probability of at most e^-x there (Markov's inequality), which bounds the false-match rate.
 */

/** A comparison that passed on its own. */
export interface MatchStrength {
  /** Upper bound, 0-1. */
  readonly falseMatchRate: number;
  /** Natural logarithm. */
  readonly logLikelihoodRatio: number;
}

/**
 * Upper bound of the false-match rate of both together, 0-1; 1, which no policy accepts, when either comparison is missing
 * or not finite.
 */
export function fusedFalseMatchRate(face: MatchStrength | undefined, finger: MatchStrength | undefined): number {
  if (face === undefined || finger === undefined) return 1;
  const rate = Math.exp(-(face.logLikelihoodRatio + finger.logLikelihoodRatio));
  return rate >= 0 && rate <= 1 ? rate : 1;
}
