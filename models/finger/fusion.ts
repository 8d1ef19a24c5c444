import type { Evidence } from './comparison/evidence.ts';

/**
 * Adds keep a score finite where the minutiae say nothing, and stop a handful of expectable minutiae from making a
 * perfect share.
 */
const MINUTIAE_FLOOR = 0.005;
const PAIRABLE_LEAST = 4;

/** Names of the fused values, in the order of the weights. */
export const FUSED = {
  withPattern: ['logMinutiae', 'correlation', 'logPaired'],
  minutiaeOnly: ['logMinutiae', 'logPaired'],
} as const;
export type FusionKind = keyof typeof FUSED;

/** A logistic model: the constant, then a weight for each fused value. None may be negative: more evidence never counts against. */
export type FusionWeights = readonly number[];

/** What a logistic model adds up: each grows with the likeness. */
export function fusedValues(
  kind: FusionKind,
  { minutiae, correlation, paired, pairable }: Evidence,
): readonly number[] {
  const logMinutiae = Math.log(minutiae + MINUTIAE_FLOOR);
  const logPaired = Math.log1p((paired * paired) / Math.max(PAIRABLE_LEAST, pairable));
  switch (kind) {
    case 'withPattern':
      return [logMinutiae, correlation, logPaired];
    case 'minutiaeOnly':
      return [logMinutiae, logPaired];
  }
}

/** One number for the evidence, higher when more alike. What it is worth the calibration says. */
export function fuse(kind: FusionKind, evidence: Evidence, weights: FusionWeights): number {
  return fusedValues(kind, evidence).reduce((sum, value, at) => sum + value * (weights[at + 1] ?? 0), weights[0] ?? 0);
}
