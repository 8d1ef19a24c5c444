import type { Finding } from '../engine/finding.ts';

/** Pure. */
export type FindingSeverity = 'low' | 'medium' | 'high';

/** A score at which a statistic is as sure as an invariant: one false finding in ten thousand sites and days. */
const HIGH_SCORE = 4;
const MEDIUM_SCORE = 2;

/** An invariant has been broken or not. The severity of a statistic follows its score. */
export function severityOf({ basis, score = 0 }: Pick<Finding, 'basis' | 'score'>): FindingSeverity {
  if (basis === 'invariant' || score >= HIGH_SCORE) return 'high';
  return score >= MEDIUM_SCORE ? 'medium' : 'low';
}
