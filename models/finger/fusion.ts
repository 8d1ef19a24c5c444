import type { Evidence } from './comparison/evidence.ts';

/**
 * These constants keep a score finite without minutiae, and prevent a perfect share from very few expected minutiae.
 */
const MINUTIAE_FLOOR = 0.005;
const MIN_PAIRABLE = 4;

/** Names of the fused values, in the order of the weights. */
export const FUSED = {
  withPattern: ['logMinutiae', 'correlation', 'logPaired'],
  minutiaeOnly: ['logMinutiae', 'logPaired'],
} as const;
export type FusionKind = keyof typeof FUSED;

/**
 * A logistic model: the constant, then a weight for each fused value. Weights are never negative: more evidence must
 * not lower the score.
 */
export type FusionWeights = readonly number[];

/** The input values of the logistic model. Each rises with similarity. */
export function fusedValues(
  kind: FusionKind,
  { minutiae, correlation, paired, pairable }: Evidence,
): readonly number[] {
  const logMinutiae = Math.log(minutiae + MINUTIAE_FLOOR);
  const logPaired = Math.log1p((paired * paired) / Math.max(MIN_PAIRABLE, pairable));
  switch (kind) {
    case 'withPattern':
      return [logMinutiae, correlation, logPaired];
    case 'minutiaeOnly':
      return [logMinutiae, logPaired];
  }
}

/** The comparison score; higher is more similar. The calibration gives its meaning. */
export function fuse(kind: FusionKind, evidence: Evidence, weights: FusionWeights): number {
  return fusedValues(kind, evidence).reduce((sum, value, at) => sum + value * (weights[at + 1] ?? 0), weights[0] ?? 0);
}
