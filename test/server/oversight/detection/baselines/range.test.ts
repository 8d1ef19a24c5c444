import { expect, test } from 'vitest';
import { COUNTED_NAMES } from '../../../../../server/oversight/detection/rules/counted-names.ts';
import { HourCounts, HOURLY_RULES } from '../../../../../server/oversight/detection/baselines/hour-counts.ts';
import { rangeOf } from '../../../../../server/oversight/detection/baselines/range.ts';

test('range: agrees with published quantiles of the Poisson distribution', () => {
  // R 4.3: qpois(c(0.5, 0.999), lambda)
  expect(rangeOf(4, 0)).toEqual({ median: 4, upper: 11 });
  expect(rangeOf(0.02, 0)).toEqual({ median: 0, upper: 1 });
  expect(rangeOf(100, 0)).toEqual({ median: 100, upper: 132 });
});

test('range: agrees with published quantiles of the geometric distribution', () => {
  // Dispersion 1 is geometric with mean (1 - p) / p: P(X > k) = (1 - p)^(k + 1)
  const geometric = (mean: number, exceeded: number) =>
    Math.max(0, Math.ceil(Math.log(exceeded) / Math.log(mean / (1 + mean)) - 1));
  for (const mean of [0.5, 3, 40])
    expect(rangeOf(mean, 1)).toEqual({ median: geometric(mean, 0.5), upper: geometric(mean, 0.001) });
});

test('hour counts: every rule that counts hours has a name of the closed vocabulary', () => {
  expect(HOURLY_RULES.map(({ name }) => name).sort()).toEqual([...COUNTED_NAMES].sort());
});

test('hour counts: are added by subject and hour, and taken once', () => {
  const hours = new HourCounts();
  const view = (at: number) =>
    ({ at, kind: 'evidence-viewed', actor: 'ana', role: 'officer', relation: 'own-referral' }) as const;
  for (const at of [0, 1, 3_600_000]) hours.take(view(at));
  hours.take({ at: 2, kind: 'traveller-cleared', lane: 'n' });
  const entity = { kind: 'person', id: 'ana' };
  expect(hours.taken(0)).toEqual([
    { counted: 'viewings', entity, hour: 0, count: 2 },
    { counted: 'viewings', entity, hour: 1, count: 1 },
  ]);
  hours.take(view(5));
  expect(hours.taken(1)).toEqual([]);
});
