/** Computes each rate and bound of a published report again from the counts of the same report. Pure: `postern-server verify` uses it. */
import { GROUP_OUTCOMES, type GroupOutcome, GROUPS } from '../../../contract/group-counts.ts';
import { responseProbabilities } from '../../../contract/randomised-response.ts';
import { falseNonMatchRate } from '../statistics/false-non-match-rate.ts';
import { groupEstimate, simultaneousQuantile } from '../statistics/group-rates.ts';
import { proportionOf } from '../statistics/proportion.ts';
import { groupRatesOf } from './compose-groups.ts';
import { falseMatchBound } from './compose-false-matches.ts';
import { highOf, publishedCorrected, publishedProportion } from './compose-report.ts';
import {
  type ErrorRateReport,
  type FalseMatches,
  type PublishedCorrected,
  type PublishedProportion,
  MIN_TRIALS,
} from './error-rate-report.ts';
import { MIN_ANSWERS, type PublishedGroups } from './group-report.ts';

export interface Recomputed {
  /** Numbers that were computed again and compared. */
  readonly figures: number;
  /** Rates whose counts are withheld: their bounds alone were compared. */
  readonly withheld: number;
  /** Place and both values of each number that differs; empty: the report is right. */
  readonly differences: readonly string[];
}

/** Published rates have six digits. Sums in another order may differ in the last one. */
const TOLERANCE = 1.1e-5;

export function recomputeReport(report: ErrorRateReport): Recomputed {
  const found = { figures: 0, withheld: 0, differences: [] as string[] };
  const compare = (place: string, published: unknown, computed: unknown): void => {
    if (isRecord(published) && isRecord(computed)) {
      for (const key of new Set([...Object.keys(published), ...Object.keys(computed)]))
        compare(`${place}.${key}`, published[key], computed[key]);
      return;
    }
    found.figures += 1;
    if (!isSame(published, computed)) found.differences.push(`${place}: ${String(published)}, not ${String(computed)}`);
  };
  for (const cell of report.cells) {
    const place = [cell.dimension, cell.value, cell.modality].filter((part) => part !== '').join('/');
    if (cell.failureToAcquire.of < MIN_TRIALS) found.differences.push(`${place}: too few trials to be published`);
    for (const figure of ['failureToAcquire', 'notTakenAsLive'] as const) {
      const published = cell[figure];
      if (published === null) continue;
      if (published.count === null) found.withheld += 1;
      compare(`${place}.${figure}`, published, proportionAgain(published));
    }
    for (const figure of ['falseNonMatch', 'genuineRefusedAsAttack'] as const) {
      const published = cell[figure];
      if (published === null) continue;
      if (published.rejected === null) found.withheld += 1;
      compare(`${place}.${figure}`, published, correctedAgain(published, report.method));
    }
  }
  if (report.falseMatches !== undefined) recomputeFalseMatches(report.falseMatches, compare);
  if (report.groups !== undefined) recomputeGroups(report.groups, compare);
  return found;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isSame(published: unknown, computed: unknown): boolean {
  if (typeof published !== 'number' || typeof computed !== 'number') return published === computed;
  return Math.abs(published - computed) <= Math.abs(computed) * TOLERANCE;
}

/** A withheld count is taken as the largest small count, or as any count: the published bound says which. */
function withheldBound(of: number, high: number): number {
  const bound = highOf('small', of);
  return isSame(high, bound) ? bound : 1;
}

function proportionAgain({ count, of, high }: PublishedProportion): PublishedProportion {
  if (count !== null) return publishedProportion(proportionOf(count, of));
  return { count, of, rate: null, low: 0, high: withheldBound(of, high), method: 'clopper-pearson' };
}

function correctedAgain(
  { of, rejected, settled, foundGenuine, high }: PublishedCorrected,
  { sensitivity, specificity }: ErrorRateReport['method'],
): PublishedCorrected {
  if (rejected === null || settled === null || foundGenuine === null)
    return { of, rejected, settled, foundGenuine, rate: null, low: 0, high: withheldBound(of, high) };
  const counts = { rejected, settled, foundGenuine };
  const rate = falseNonMatchRate({ compared: of, ...counts, sensitivity, specificity });
  return publishedCorrected({ trials: of, ...counts, ...rate });
}

type Compare = (place: string, published: unknown, computed: unknown) => void;

/** Each bound follows from its pairs, and the fleet is the sum of its sites. */
function recomputeFalseMatches({ cells }: FalseMatches, compare: Compare): void {
  for (const { dimension, value, modality, tests, pairs, matched, bound } of cells) {
    const place = ['false-matches', dimension, value, modality].filter((part) => part !== '').join('/');
    compare(`${place}.bound`, bound, matched > pairs ? undefined : falseMatchBound(matched, pairs));
    if (dimension !== 'fleet') continue;
    const sites = cells.filter((cell) => cell.dimension === 'site' && cell.modality === modality);
    const sum = (field: 'tests' | 'pairs' | 'matched') => sites.reduce((all, cell) => all + cell[field], 0);
    compare(place, { tests, pairs, matched }, { tests: sum('tests'), pairs: sum('pairs'), matched: sum('matched') });
  }
}

/** The rates of a group follow from its answers and from the sum of all others. */
function recomputeGroups({ method, attributes }: PublishedGroups, compare: Compare): void {
  const comparisons = attributes.reduce((sum, { cells }) => sum + cells.length * 3, 0);
  compare('groups.comparisons', method.comparisons, comparisons);
  const quantile = simultaneousQuantile(comparisons);
  for (const { attribute, answers, cells } of attributes) {
    const size = GROUPS[attribute].length;
    for (const { group, travellers, answers: own, ...rates } of cells) {
      const at = GROUPS[attribute].findIndex((one) => one === group);
      const answersFor = (outcomes: readonly GroupOutcome[]) => {
        const ofGroup = outcomes.reduce((sum, outcome) => sum + own[outcome], 0);
        const all = outcomes.reduce((sum, outcome) => sum + answers[outcome], 0);
        return Array.from({ length: size }, (_, index) =>
          index === at ? ofGroup : index === (at === 0 ? 1 : 0) ? all - ofGroup : 0,
        );
      };
      const place = `groups.${attribute}/${group}`;
      const estimate = groupEstimate(answersFor(GROUP_OUTCOMES), at, responseProbabilities(size));
      compare(`${place}.travellers`, travellers, Math.round(Math.max(estimate, MIN_ANSWERS)));
      compare(place, rates, groupRatesOf(answersFor, attribute, group, quantile));
    }
  }
}
