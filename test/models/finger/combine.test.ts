import { describe, expect, test } from 'vitest';
import { bestImpression, severalFingers } from '../../../models/finger/combine.ts';

const at = (logLikelihoodRatio: number, falseMatchRate: number) => ({ logLikelihoodRatio, falseMatchRate });

describe('several impressions of one finger', () => {
  test('count as the best one, with the rate multiplied by their number', () => {
    const { logLikelihoodRatio, falseMatchRate } = bestImpression([at(1, 0.2), at(5, 1e-3), at(2, 0.05)]);
    expect(falseMatchRate).toBeCloseTo(3e-3);
    expect(logLikelihoodRatio).toBeCloseTo(5 - Math.log(3));
  });
  test('with a single one give its result', () => {
    expect(bestImpression([at(4, 0.01)])).toEqual(at(4, 0.01));
  });
  test('never state a rate above 1', () => {
    expect(bestImpression([at(-3, 0.9), at(-3, 0.9)]).falseMatchRate).toBe(1);
  });
});

describe('several fingers', () => {
  test('add their ratios, and state no lower rate than the sum proves', () => {
    const fused = severalFingers([at(4, 0.01), at(3, 0.02)]);
    expect(fused.logLikelihoodRatio).toBe(7);
    expect(fused.falseMatchRate).toBeCloseTo(Math.exp(-7));
  });
  test('with opposite ratios cancel', () => {
    expect(severalFingers([at(4, 0.01), at(-4, 0.9)]).falseMatchRate).toBe(1);
  });
  test('with a single one give its result', () => {
    expect(severalFingers([at(4, 0.01)])).toEqual(at(4, 0.01));
  });
});
