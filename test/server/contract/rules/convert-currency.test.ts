import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { convert, rateTableSchema } from '../../../../server/contract/rules/convert-currency.ts';

const TABLE = rateTableSchema.parse({
  version: 1,
  day: '2026-11-27',
  base: 'EUR',
  rates: { USD: '1.0843', JPY: '164.21', KWD: '0.3321', CHF: '0.9' },
});

describe('conversion of currency', () => {
  it.each([
    [10_000, 'EUR', 'USD', 10_843],
    [10_843, 'USD', 'EUR', 10_000],
    [100, 'EUR', 'JPY', 164],
    [164, 'JPY', 'EUR', 100],
    [100, 'EUR', 'KWD', 332],
    [1_000_000, 'USD', 'JPY', 1_514_433],
    [1, 'EUR', 'CHF', 1],
    [5, 'EUR', 'CHF', 5],
    [0, 'USD', 'EUR', 0],
  ])('%i %s in %s is %i', (amount, from, to, expected) => {
    expect(convert(TABLE, amount, from, to)).toBe(expected);
  });

  it('is exact where numbers with a point are not', () => {
    const table = rateTableSchema.parse({ ...TABLE, rates: { USD: '1.1' } });
    expect(convert(table, 4_500_000_000_000_005, 'EUR', 'USD')).toBe(4_950_000_000_000_006);
  });

  it('returns an amount to itself within one minor unit of the coarser currency', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000_000 }), (amount) => {
        const there = convert(TABLE, amount, 'EUR', 'USD') ?? 0;
        expect(Math.abs((convert(TABLE, there, 'USD', 'EUR') ?? 0) - amount)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('never decreases when the amount grows', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (one, more) => {
        expect(convert(TABLE, one + more, 'CHF', 'JPY')).toBeGreaterThanOrEqual(convert(TABLE, one, 'CHF', 'JPY') ?? 0);
      }),
    );
  });

  it('is not possible with a currency that the table lacks', () => {
    expect(convert(TABLE, 1, 'EUR', 'GBP')).toBeUndefined();
    expect(convert(TABLE, 1, 'constructor', 'EUR')).toBeUndefined();
  });

  it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses the amount %d', (amount) => {
    expect(() => convert(TABLE, amount, 'EUR', 'USD')).toThrow(RangeError);
  });

  it.each([
    { rates: { USD: '0' } },
    { rates: { USD: '0.000' } },
    { rates: { USD: '1e3' } },
    { rates: { usd: '1' } },
    { day: 'today' },
  ])('refuses the table with %j', (change) => {
    expect(rateTableSchema.safeParse({ ...TABLE, ...change }).success).toBe(false);
  });
});
