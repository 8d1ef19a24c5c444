/** How severe an advisory is: by its database, else by its CVSS base score. Pure. */
import type { Advisory } from './advisory.ts';
import { baseScore4 } from './cvss-4.ts';

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
  const scores = severity.flatMap(({ type, score }) => SCORERS[type]?.(score) ?? []);
  return scores.length === 0 ? undefined : Math.max(...scores);
}

/** CVSS 3.1 §5, CVSS 4.0 §6. */
function ofScore(score: number): Severity {
  if (score >= 9) return 'critical';
  if (score >= 7) return 'high';
  return score >= 4 ? 'moderate' : 'low';
}

/** Weights of CVSS 3.1 §7.4. */
const WEIGHTS = {
  AV: { N: 0.85, A: 0.62, L: 0.55, P: 0.2 },
  AC: { L: 0.77, H: 0.44 },
  UI: { N: 0.85, R: 0.62 },
  C: { H: 0.56, L: 0.22, N: 0 },
  I: { H: 0.56, L: 0.22, N: 0 },
  A: { H: 0.56, L: 0.22, N: 0 },
} as const;
const PRIVILEGES = { U: { N: 0.85, L: 0.62, H: 0.27 }, C: { N: 0.85, L: 0.68, H: 0.5 } } as const;

/** The base score of a vector of CVSS 3.0 or 3.1, §7.1; `undefined` for another text. */
export function baseScore(vector: string): number | undefined {
  if (!/^CVSS:3\.[01]\//.test(vector)) return undefined;
  const metrics = new Map(
    vector
      .split('/')
      .slice(1)
      .map((part) => part.split(':') as [string, string]),
  );
  const weight = (name: keyof typeof WEIGHTS): number | undefined => {
    const table: Readonly<Record<string, number>> = WEIGHTS[name];
    return table[metrics.get(name) ?? ''];
  };
  const scope = metrics.get('S');
  if (scope !== 'U' && scope !== 'C') return undefined;
  const privileges: Readonly<Record<string, number>> = PRIVILEGES[scope];
  const values = [weight('AV'), weight('AC'), privileges[metrics.get('PR') ?? ''], weight('UI')];
  const impacts = [weight('C'), weight('I'), weight('A')];
  if ([...values, ...impacts].includes(undefined)) return undefined;
  const [product, left] = [values, impacts.map((impact) => 1 - (impact ?? 0))].map((all) =>
    all.reduce<number>((total, one) => total * (one ?? 0), 1),
  );
  const subScore = 1 - left!;
  const impact = scope === 'U' ? 6.42 * subScore : 7.52 * (subScore - 0.029) - 3.25 * (subScore - 0.02) ** 15;
  if (impact <= 0) return 0;
  const sum = impact + 8.22 * product!;
  return roundUp(Math.min(scope === 'U' ? sum : 1.08 * sum, 10));
}

/** Appendix A: to one decimal, without errors of floating point. */
function roundUp(value: number): number {
  const scaled = Math.round(value * 100_000);
  return scaled % 10_000 === 0 ? scaled / 100_000 : (Math.floor(scaled / 10_000) + 1) / 10;
}

/** By the type of OSV. Other types, such as CVSS 2, are not scored. */
const SCORERS: Readonly<Record<string, (vector: string) => number | undefined>> = {
  CVSS_V3: baseScore,
  CVSS_V4: baseScore4,
};
