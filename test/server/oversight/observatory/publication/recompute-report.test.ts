/** Each published figure follows from the counts in the same report, by formulas that are written here once more. */
import { describe, expect, it } from 'vitest';
import { GROUPS } from '../../../../../server/contract/group-counts.ts';
import { ASSUMED_QUALITY } from '../../../../../server/oversight/observatory/rates/officer-quality.ts';
import { groupsOf } from '../../../../../server/oversight/observatory/publication/compose-groups.ts';
import { cellsOf } from '../../../../../server/oversight/observatory/publication/compose-report.ts';
import {
  type ErrorRateReport,
  errorRateReportSchema,
} from '../../../../../server/oversight/observatory/publication/error-rate-report.ts';
import { recomputeReport } from '../../../../../server/oversight/observatory/publication/recompute-report.ts';
import type { Observation } from '../../../../../server/oversight/observatory/records/observe.ts';
import { expectedCounts } from '../fixtures/expected-groups.ts';

const of = (device: string, tally: { readonly [O in Observation]?: number }) =>
  Object.entries(tally).map(([observation, count]) => ({
    ...{ slot: Date.UTC(2025, 5), kioskId: 'north-1', site: 'north', lane: '1', modality: 'face' as const, models: '' },
    ...{ device, observation: observation as Observation, count },
  }));

const COUNTS = [
  ...of('a/b/1', {
    ...{ acquired: 3_000, 'not-acquired': 60, matched: 2_900, 'not-matched': 45, 'not-matched-genuine': 30 },
    ...{ 'not-matched-impostor': 5, 'taken-as-live': 2_950, 'refused-as-attack': 25, 'attack-undecided': 12 },
    ...{ 'refused-as-attack-genuine': 15, 'refused-as-attack-impostor': 5 },
  }),
  ...of('c/d/1', { acquired: 1_500, 'not-acquired': 3, matched: 1_490, 'not-matched': 4, 'taken-as-live': 1_500 }),
  ...of('e/f/1', { acquired: 1_200, 'not-acquired': 0, matched: 1_150, 'not-matched': 30, 'taken-as-live': 1_180 }),
];

const AGES = Object.fromEntries(GROUPS.age.map((group) => [group, 110_000]));
const groups = groupsOf([{ counts: expectedCounts({ ...AGES, female: 150_000, male: 120_000 }), travellers: 1e6 }]);

const REPORT: ErrorRateReport = errorRateReportSchema.parse({
  ...{ version: 1, kind: 'error-rates', period: '2025', from: Date.UTC(2025), to: Date.UTC(2026), lanes: 1 },
  madeAt: Date.UTC(2026, 0, 15),
  method: {
    ...{ standard: 'ISO/IEC 19795-1, transactions', confidence: 0.95, ...ASSUMED_QUALITY },
    ...{
      correction: 'Rogan-Gladen, Lang-Reiczigel, MOVER',
      smallestCount: 10,
      trialsLeast: 1_000,
      settledAfterDays: 14,
    },
  },
  cells: cellsOf(COUNTS, ASSUMED_QUALITY),
  groups,
});

/** Wilson 1927. */
function scoreInterval(count: number, trials: number): readonly number[] {
  const z = 1.959963984540054;
  const centre = (count + z ** 2 / 2) / (trials + z ** 2);
  const half = (z / (trials + z ** 2)) * Math.sqrt((count * (trials - count)) / trials + z ** 2 / 4);
  return [centre - half, centre + half];
}

/** P(X <= count) of a binomial distribution. */
function atMost(count: number, trials: number, p: number): number {
  let term = (1 - p) ** trials;
  let sum = term;
  for (let at = 1; at <= count; at += 1) sum += term *= ((trials - at + 1) / at) * (p / (1 - p));
  return sum;
}

describe('a report computed again', () => {
  it('has no difference, and its shares and exact bounds follow the formulas', () => {
    const again = recomputeReport(REPORT);
    expect(again.differences).toEqual([]);
    expect(again.withheld).toBeGreaterThan(0);
    const methods = new Set<string>();
    for (const { failureToAcquire, notTakenAsLive, falseNonMatch } of REPORT.cells) {
      for (const one of [failureToAcquire, notTakenAsLive]) {
        if (one === null || one.count === null) continue;
        methods.add(one.method);
        expect(one.rate).toBeCloseTo(one.count / one.of, 6);
        if (one.method === 'wilson') {
          expect(one.low).toBeCloseTo(scoreInterval(one.count, one.of)[0] ?? 0, 6);
          expect(one.high).toBeCloseTo(scoreInterval(one.count, one.of)[1] ?? 0, 6);
        } else expect(atMost(one.count, one.of, one.high)).toBeCloseTo(0.025, 5);
      }
      const { rejected, settled, foundGenuine } = falseNonMatch;
      if (rejected === null || settled === null || foundGenuine === null || settled === 0) continue;
      // Rogan and Gladen: 99 % of genuine travellers and 86 % of impostors are found
      const genuine = (foundGenuine / settled + 0.86 - 1) / (0.99 + 0.86 - 1);
      const refused = rejected * Math.min(1, Math.max(0, genuine));
      expect(falseNonMatch.rate).toBeCloseTo(refused / (falseNonMatch.of - rejected + refused), 6);
    }
    expect(methods).toEqual(new Set(['wilson', 'clopper-pearson']));
  });

  it('shows each figure that was changed', () => {
    const unnoticed: string[] = [];
    const leaves = (value: unknown, path: readonly string[]): (readonly string[])[] =>
      typeof value === 'number'
        ? [path]
        : typeof value === 'object' && value !== null
          ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...path, key]))
          : [];
    const figures = [
      ...leaves(REPORT.cells, ['cells']),
      ...leaves(REPORT.groups?.attributes, ['groups', 'attributes']),
    ];
    expect(figures.length).toBeGreaterThan(150);
    for (const path of figures) {
      const changed = structuredClone(REPORT) as unknown as Record<string, unknown>;
      const last = path.slice(0, -1).reduce((inner, key) => inner[key] as Record<string, unknown>, changed);
      const [key] = path.slice(-1);
      const value = last[key ?? ''] as number;
      last[key ?? ''] = Number.isInteger(value) && value > 1 ? value + Math.ceil(value / 20) : value * 0.98 + 0.0001;
      try {
        if (recomputeReport(changed as unknown as ErrorRateReport).differences.length === 0)
          unnoticed.push(path.join('.'));
      } catch (error) {
        // Counts that contradict each other
        if (!(error instanceof RangeError)) throw error;
      }
    }
    // The number of trials stands alone where the count is withheld and has no bound
    const alone = REPORT.cells.flatMap((cell, at) =>
      (['failureToAcquire', 'falseNonMatch', 'genuineRefusedAsAttack', 'notTakenAsLive'] as const).flatMap((figure) =>
        cell[figure]?.rate === null && cell[figure].high === 1 ? [`cells.${at}.${figure}.of`] : [],
      ),
    );
    expect(unnoticed).toEqual(alone);
  });
});
