import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { AgreedCounts } from '../../../../server/sharing/agreement/agreement.ts';
import { discreteLaplace } from '../../../../server/sharing/projection/discrete-laplace.ts';
import { commitmentTo, noiseOf, noiseSeed, streamOf } from '../../../../server/sharing/projection/noise.ts';
import {
  budgetPeriodAt,
  budgetPeriodEnd,
  periodAt,
  periodStart,
  periodsWithin,
} from '../../../../server/sharing/projection/periods.ts';
import { CellCounts, project, projectedSchema } from '../../../../server/sharing/projection/project.ts';
import { suppress } from '../../../../server/sharing/projection/suppress.ts';
import { verifyNoise } from '../../../../server/sharing/projection/verify-noise.ts';
import { SAMPLE_COUNTS, sampleAgreement } from '../fixtures/agreements.ts';

const KEY = new Uint8Array(32).fill(7);

describe('the discrete Laplace distribution', () => {
  // Upper 1e-6 quantiles of the χ² distribution with 20 degrees of freedom; the streams are fixed, so the result is too
  const MAX_CHI_SQUARE = 66.5;

  test.each([
    [500, 1_000],
    [1_000, 1_000],
    [100, 1_000],
    [3, 7],
  ])('fits samples of the scale %d/%d', (s, t) => {
    const samples = 20_000;
    const q = Math.exp(-s / t);
    const bytes = streamOf(Uint8Array.of(s & 255, t & 255));
    const seen = new Map<number, number>();
    for (let index = 0; index < samples; index += 1) {
      const y = discreteLaplace(bytes, s, t);
      seen.set(y, (seen.get(y) ?? 0) + 1);
    }
    let chiSquare = 0;
    let rest = samples;
    let restExpected = samples;
    for (let y = -9; y <= 9; y += 1) {
      const expected = (samples * (1 - q) * q ** Math.abs(y)) / (1 + q);
      const count = seen.get(y) ?? 0;
      chiSquare += (count - expected) ** 2 / expected;
      rest -= count;
      restExpected -= expected;
    }
    if (restExpected > 5) chiSquare += (rest - restExpected) ** 2 / restExpected;
    expect(chiSquare).toBeLessThan(MAX_CHI_SQUARE);
    expect(rest).toBeLessThan(restExpected + 6 * Math.sqrt(restExpected + 1));
  });

  test('is drawn from the bytes of SHAKE256', () => {
    const expected = createHash('shake256', { outputLength: 200 }).update(KEY).digest();
    const stream = streamOf(KEY);
    expect(Buffer.from(Array.from({ length: 200 }, stream)).equals(expected)).toBe(true);
  });
});

describe('suppression', () => {
  test('leaves out small cells, and further ones that the total would give back', () => {
    expect(suppress([50, 60, 70], 10)).toEqual({ counts: [50, 60, 70], total: 180 });
    expect(suppress([3, 60, 50, 70], 10)).toEqual({ counts: [null, 60, null, 70], total: 183 });
    expect(suppress([3, 4], 10)).toEqual({ counts: [null, null], total: null });
    expect(suppress([9, 10], 10)).toEqual({ counts: [null, null], total: 19 });
    expect(suppress([0, 40, 50], 10)).toEqual({ counts: [null, null, 50], total: 90 });
  });

  test.each([
    [1, 3, 12],
    [2, 3, 16],
    [3, 3, 14],
    [4, 3, 10],
    [3, 5, 14],
    [5, 2, 6],
  ])('tells a reader who tries all tables of %i cells below no value of a small cell', (cells, threshold, largest) => {
    // All tables that look the same to a reader, by the totals that the tried counts cover
    const alike = new Map<string, number[][]>();
    for (const counts of tablesOf(cells, largest)) {
      const shown = JSON.stringify(suppress(counts, threshold));
      const others = alike.get(shown);
      if (others === undefined) alike.set(shown, [counts]);
      else others.push(counts);
    }
    for (const [shown, tables] of alike) {
      const { counts, total } = JSON.parse(shown) as ReturnType<typeof suppress>;
      for (const table of tables)
        for (const [at, count] of counts.entries()) if (count !== null) expect(count).toBe(table[at]);
      for (const count of counts) expect(count ?? threshold).toBeGreaterThanOrEqual(threshold);
      if (total !== null && total > largest) continue;
      for (const at of counts.keys()) {
        const possible = new Set(tables.map((table) => table[at] ?? 0).filter((count) => count < threshold));
        if (possible.size > 0) expect({ shown, at, possible: possible.size }).toMatchObject({ possible: threshold });
      }
    }
  });
});

/** All tables with counts from 0 to the largest. */
function tablesOf(cells: number, largest: number): number[][] {
  if (cells === 0) return [[]];
  const rest = tablesOf(cells - 1, largest);
  return rest.flatMap((table) => Array.from({ length: largest + 1 }, (_, count) => [...table, count]));
}

describe('periods', () => {
  const at = (time: string) => Date.parse(time);
  test.each([
    ['day', '2026-03-01T23:59:59.999Z', '2026-03-01', '2026-03-01T00:00:00Z', '2026-03-02T00:00:00Z'],
    ['month', '2028-02-29T12:00:00Z', '2028-02', '2028-02-01T00:00:00Z', '2028-03-01T00:00:00Z'],
    // ISO 8601: 2026 has 53 weeks, and 1 January 2027 is in the last
    ['week', '2027-01-01T12:00:00Z', '2026-W53', '2026-12-28T00:00:00Z', '2027-01-04T00:00:00Z'],
    ['week', '2025-12-29T00:00:00Z', '2026-W01', '2025-12-29T00:00:00Z', '2026-01-05T00:00:00Z'],
  ] as const)('of a %s', (granularity, time, name, from, to) => {
    expect(periodAt(granularity, at(time))).toEqual({ name, from: at(from), to: at(to) });
  });
  test('lie wholly within a time', () => {
    const within = periodsWithin('month', at('2026-01-15T00:00:00Z'), at('2026-04-01T00:00:00Z'));
    expect(within.map(({ name }) => name)).toEqual(['2026-02', '2026-03']);
  });
  test.each(['2026-03-01', '2028-02', '2026-W53', '2026-W01', '2027-W01', '2020-W53'])(
    'begin, by their names: %s',
    (name) => {
      const granularity = name.includes('W') ? 'week' : name.length === 7 ? 'month' : 'day';
      expect(periodAt(granularity, periodStart(name))).toMatchObject({ name, from: periodStart(name) });
    },
  );
  test.each([
    ['month', '2026-12', '2027-01-01'],
    ['quarter', '2026-Q4', '2027-01-01'],
    ['year', '2026', '2027-01-01'],
  ] as const)('of a budget by %s', (period, name, end) => {
    expect(budgetPeriodAt(period, at('2026-12-31T23:59:59Z'))).toBe(name);
    expect(budgetPeriodEnd(name)).toBe(at(`${end}T00:00:00Z`));
  });
});

describe('the projection', () => {
  const agreed = SAMPLE_COUNTS;
  const agreement = sampleAgreement();
  const period = periodAt('month', Date.parse('2026-12-05T00:00:00Z'));
  const rows = (count: number, row: object) => Array.from({ length: count }, () => row);
  function countsOf(dataset: AgreedCounts): CellCounts {
    const counts = new CellCounts(dataset);
    const all = [
      ...rows(40, { site: 'north', outcome: 'cleared', 'issuing-state': 'UTO' }),
      ...rows(25, { site: 'north', outcome: 'referred' }),
      ...rows(3, { site: 'north', outcome: 'abandoned' }),
      ...rows(30, { site: 'south', outcome: 'cleared' }),
    ];
    for (const row of all) counts.add(row);
    return counts;
  }

  test('counts by the fields and values of the agreement only, and suppresses small cells', () => {
    const projected = project(agreement, agreed, { period, counts: countsOf(agreed), seed: undefined });
    expect(projectedSchema.parse(projected)).toEqual(projected);
    expect(projected.fields).toEqual(['site', 'outcome']);
    expect(projected.cells).toEqual([
      { values: ['north', 'cleared'], count: 40 },
      { values: ['north', 'referred'], count: null },
      { values: ['north', '*'], count: null },
      { values: ['*', 'cleared'], count: 30 },
      { values: ['*', 'referred'], count: null },
      { values: ['*', '*'], count: null },
    ]);
    expect(projected.total).toBe(98);
    expect(JSON.stringify(projected)).not.toMatch(/south|abandoned|UTO/);
  });

  const noisy: AgreedCounts = { ...agreed, protection: { kind: 'noise', epsilonThousandths: 500 } };
  const place = { agreement: agreement.id, budgetPeriod: '2026' };
  const seed = noiseSeed(KEY, place);
  const commitment = commitmentTo(seed, place);
  const withNoise = () =>
    project(agreement, noisy, { period, counts: countsOf(noisy), seed: { seed, budgetPeriod: '2026', commitment } });

  test('adds noise that the holder of the seed computes again', () => {
    const delivery = withNoise();
    expect(withNoise()).toEqual(delivery);
    const exact = countsOf(noisy).cells();
    expect(delivery.cells.map(({ count }) => count)).not.toEqual(exact.map(({ count }) => count));
    expect(verifyNoise(delivery, seed, commitment)).toEqual({ kind: 'proved', exact });
  });

  test('is not proved with another seed, with another count, or by another commitment', () => {
    const delivery = withNoise();
    expect(verifyNoise(delivery, KEY, commitment)).toEqual({ kind: 'refused', code: 'other-seed' });
    expect(verifyNoise(delivery, seed, '0'.repeat(64))).toEqual({ kind: 'refused', code: 'other-seed' });
    const suppressed = project(agreement, agreed, { period, counts: countsOf(agreed), seed: undefined });
    expect(verifyNoise(suppressed, seed, commitment)).toEqual({ kind: 'refused', code: 'no-noise' });
    const drawnAgain = {
      ...delivery,
      cells: delivery.cells.map(({ values, count }) => ({ values, count: (count ?? 0) - 1 })),
    };
    const verdict = verifyNoise(drawnAgain, seed, commitment);
    expect(verdict).not.toEqual({ kind: 'proved', exact: countsOf(noisy).cells() });
  });

  test('gives each cell, period and agreement other noise', () => {
    const cell = { digest: 'a'.repeat(64), dataset: 'crossings', period: '2026-12', values: ['north'] };
    const noises = (over: object) =>
      Array.from({ length: 40 }, (_, at) => noiseOf(seed, { ...cell, values: [`v${at}`], ...over }, 100));
    expect(noises({ period: '2026-11' })).not.toEqual(noises({}));
    expect(noises({ digest: 'b'.repeat(64) })).not.toEqual(noises({}));
    expect(new Set(noises({})).size).toBeGreaterThan(10);
  });
  test('does not deliver noise without a committed seed', () => {
    expect(() => project(agreement, noisy, { period, counts: countsOf(noisy), seed: undefined })).toThrow(RangeError);
  });
});
