/**
 * Randomised response for one of several groups (Warner 1965; for more than two groups Kairouz, Bonawitz and Ramage, "Discrete Distribution
 * Estimation under Local Privacy", 2016). The answer is the true group with the probability p, otherwise one of the others, each with the
 * probability q. No answer is more than e^ε times as probable for one group as for another (ε-local differential privacy).
 */

/** ε of one traveller's answer. */
export const RESPONSE_EPSILON = 2;

export interface ResponseProbabilities {
  /** p: the answer is the true group. */
  readonly kept: number;
  /** q: the answer is a given other group. */
  readonly other: number;
}

/** @param groups two or more */
export function responseProbabilities(groups: number): ResponseProbabilities {
  const weight = Math.exp(RESPONSE_EPSILON);
  return { kept: weight / (weight + groups - 1), other: 1 / (weight + groups - 1) };
}
