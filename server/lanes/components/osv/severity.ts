/** How severe an advisory is: by its database, else by its CVSS base score. Pure. */
import cvssCalculator, { type Cvss3P1, type Cvss4P0 } from 'ae-cvss-calculator';
import type { Advisory } from './advisory.ts';

export const SEVERITIES = ['critical', 'high', 'moderate', 'low'] as const;
export type Severity = (typeof SEVERITIES)[number];

const NAMES: Readonly<Record<string, Severity>> = {
  CRITICAL: 'critical',
  HIGH: 'high',
  MODERATE: 'moderate',
  MEDIUM: 'moderate',
  LOW: 'low',
};

/** Without a usable statement `high`, because its deadline is short. */
export function severityOf({ database_specific: database, severity = [] }: Advisory): Severity {
  const named = NAMES[database?.severity?.toUpperCase() ?? ''];
  if (named !== undefined) return named;
  const score = scoreOf({ severity });
  return score === undefined ? 'high' : ofScore(score);
}

/** The highest base score of an advisory, CVSS 3 or 4; `undefined` without one. */
export function scoreOf({ severity = [] }: Pick<Advisory, 'severity'>): number | undefined {
  const scores = severity.flatMap(({ score }) => baseScore(score) ?? []);
  return scores.length === 0 ? undefined : Math.max(...scores);
}

/** CVSS 3.1 §5, CVSS 4.0 §6. */
function ofScore(score: number): Severity {
  if (score >= 9) return 'critical';
  if (score >= 7) return 'high';
  return score >= 4 ? 'moderate' : 'low';
}

/**
 * The base score of a vector of CVSS 3 or 4; `undefined` for another text or missing metrics. Threat and environmental metrics are left out:
 * they age, and a deadline does not depend on them.
 */
export function baseScore(vector: string): number | undefined {
  const cvss = /^CVSS:[34]\./.test(vector) ? (cvssCalculator.fromVector(vector) as Cvss3P1 | Cvss4P0 | null) : null;
  if (cvss?.isBaseFullyDefined() !== true) return undefined;
  const scores = cvss.calculateScores();
  return 'baseMetricsOnly' in scores ? scores.baseMetricsOnly : scores.base;
}
