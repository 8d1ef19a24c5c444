/**
 * The tail of impostor scores where too few comparisons remain to count. Above the threshold that three comparisons in
 * a thousand reach, the rate is an exponential of the score. Rates of cosines fall faster (their logarithm is
 * concave), so the model overestimates the rate. The bench of the face score compares it with counts
 * (`results/face-score.json`).
 */

/** Rate below which the tail is modelled. Enough comparisons lie above this threshold to fit one parameter. */
export const TAIL_FROM = 3e-3;

export interface ImpostorTail {
  readonly threshold: number;
  /** Share of the comparisons above the threshold, 0..1. */
  readonly rate: number;
  /** Mean excess of those comparisons over the threshold. */
  readonly meanExcess: number;
}

/**
 * @param scores of impostors
 * @param weightOf weight of a comparison, 0 or more; default 1
 */
export function impostorTail(
  scores: Float64Array,
  threshold: number,
  weightOf: (at: number) => number = () => 1,
): ImpostorTail {
  let [total, above, excess] = [0, 0, 0];
  for (let at = 0; at < scores.length; at++) {
    const weight = weightOf(at);
    total += weight;
    if (scores[at]! <= threshold) continue;
    above += weight;
    excess += weight * (scores[at]! - threshold);
  }
  return { threshold, rate: total > 0 ? above / total : 1, meanExcess: above > 0 ? excess / above : 0 };
}

/** The rate at a score at or above the tail's threshold. */
export function tailRate(score: number, { threshold, rate, meanExcess }: ImpostorTail): number {
  return meanExcess > 0 ? rate * Math.exp((threshold - score) / meanExcess) : 0;
}

/** The score at which the tail has the given rate. */
export function tailScore(falseMatchRate: number, { threshold, rate, meanExcess }: ImpostorTail): number {
  return threshold + meanExcess * Math.log(rate / falseMatchRate);
}
