import fc from 'fast-check';
import { expect, test } from 'vitest';
import { binOf, DURATION_BINS, durationQuantile, startOfBin } from '../../../../server/border/figures/duration-bins.ts';

const counted = (durations: readonly number[]) => {
  const bins = new Map<number, number>();
  for (const ms of durations) bins.set(binOf(ms), (bins.get(binOf(ms)) ?? 0) + 1);
  return bins;
};

test('duration bins: each duration lies in its bin', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 10_000_000, noNaN: true }), (ms) => {
      const bin = binOf(ms);
      expect(ms).toBeGreaterThanOrEqual(startOfBin(bin) * (1 - 1e-9));
      if (bin < DURATION_BINS - 1) expect(ms).toBeLessThan(startOfBin(bin + 1) * (1 + 1e-9));
    }),
  );
});

test('duration bins: the last one begins after an hour', () => {
  expect(startOfBin(DURATION_BINS - 1)).toBeGreaterThan(3_600_000);
});

test('duration quantile: lies within one bin of the exact one', () => {
  const durations = fc.array(fc.integer({ min: 250, max: 3_000_000 }), { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(durations, fc.constantFrom(0.5, 0.9), (values, share) => {
      const exact = [...values].sort((one, other) => one - other)[Math.ceil(share * values.length) - 1] ?? 0;
      const found = durationQuantile(counted(values), share) ?? 0;
      expect(found / exact).toBeGreaterThan(1 / 1.26);
      expect(found / exact).toBeLessThan(1.26);
    }),
  );
});

test('duration quantile: there is none of no duration', () => {
  expect(durationQuantile(new Map(), 0.5)).toBeNull();
});
