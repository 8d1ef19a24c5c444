import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { convert, decimalsOf } from '../../../../server/contract/rules/convert-currency.ts';
import { ageOfRates } from '../../../../server/contract/rules/exchange.ts';
import { ratesInForce, rateTableSchema, readRateTable } from '../../../../server/contract/rules/rate-table.ts';
import { canonicalJson } from '../../../../server/contract/canonical-json.ts';

const TABLE = rateTableSchema.parse({
  version: 1,
  day: '2026-11-27',
  base: 'EUR',
  rates: { USD: '1.0843', JPY: '164.21', KWD: '0.3321', CHF: '0.9' },
});
const up = (amount: number, from: string, to: string, table = TABLE) => convert(table, { amount, from, to }, 'up');
const down = (amount: number, from: string, to: string, table = TABLE) => convert(table, { amount, from, to }, 'down');

describe('conversion of currency', () => {
  it.each([
    [10_000, 'EUR', 'USD', 10_843, 10_843],
    [10_843, 'USD', 'EUR', 10_000, 10_000],
    [100, 'EUR', 'JPY', 164, 165],
    [164, 'JPY', 'EUR', 99, 100],
    [100, 'EUR', 'KWD', 332, 333],
    [1, 'EUR', 'CHF', 0, 1],
    [0, 'USD', 'EUR', 0, 0],
  ])('%i %s in %s is %i to %i', (amount, from, to, least, most) => {
    expect(down(amount, from, to)).toBe(least);
    expect(up(amount, from, to)).toBe(most);
  });

  it('is exact where numbers with a point are not', () => {
    const table = rateTableSchema.parse({ ...TABLE, rates: { USD: '1.1' } });
    expect(down(4_500_000_000_000_005, 'EUR', 'USD', table)).toBe(4_950_000_000_000_005);
    expect(up(4_500_000_000_000_005, 'EUR', 'USD', table)).toBe(4_950_000_000_000_006);
  });

  it('gives the results of the decimal arithmetic of Python', () => {
    const rate = fc
      .tuple(fc.integer({ min: 0, max: 99_999 }), fc.integer({ min: 1, max: 999_999_999 }))
      .map(([whole, decimals]) => `${whole}.${String(decimals).padStart(9, '0')}`);
    const one = fc.record({
      amount: fc.integer({ min: 0, max: 1_000_000_000 }),
      rates: fc.record({ USD: rate, JPY: rate, KWD: rate }),
      from: fc.constantFrom('EUR', 'USD', 'JPY', 'KWD'),
      to: fc.constantFrom('EUR', 'USD', 'JPY', 'KWD'),
    });
    const cases = fc.sample(one, { numRuns: 2_000, seed: 7 }).filter(({ amount, rates, from, to }) => {
      const value = { EUR: 1, ...rates } as Readonly<Record<string, number | string>>;
      return (amount * Number(value[to]) * 1_000) / Number(value[from]) < 1e15;
    });
    expect(cases.length).toBeGreaterThan(1_000);
    const asked = cases.map(({ amount, rates, from, to }) => {
      const value = { EUR: '1', ...rates } as Readonly<Record<string, string>>;
      return [amount, value[from], value[to], decimalsOf(from), decimalsOf(to)];
    });
    const script = [
      'import json, sys',
      'from decimal import Decimal, getcontext, ROUND_FLOOR, ROUND_CEILING',
      'getcontext().prec = 200',
      'def both(a, f, t, df, dt):',
      '    exact = Decimal(a).scaleb(-df) / Decimal(f) * Decimal(t)',
      '    exact = exact.scaleb(dt).quantize(Decimal(1).scaleb(-80))',
      '    return [int(exact.to_integral_value(r)) for r in (ROUND_FLOOR, ROUND_CEILING)]',
      'print(json.dumps([both(*c) for c in json.load(sys.stdin)]))',
    ].join('\n');
    const answered = JSON.parse(
      execFileSync('python3', ['-c', script], { input: JSON.stringify(asked), encoding: 'utf8' }),
    ) as readonly (readonly number[])[];
    const ours = cases.map(({ amount, rates, from, to }) => {
      const table = { ...TABLE, rates };
      return [down(amount, from, to, table), up(amount, from, to, table)];
    });
    expect(ours).toEqual(answered);
  });

  it('never decreases when the amount grows', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (one, more) => {
        expect(up(one + more, 'CHF', 'JPY')).toBeGreaterThanOrEqual(up(one, 'CHF', 'JPY') ?? 0);
      }),
    );
  });

  it('is not possible with a currency that the table lacks', () => {
    expect(up(1, 'EUR', 'GBP')).toBeUndefined();
    expect(up(1, 'constructor', 'EUR')).toBeUndefined();
  });

  it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses the amount %d', (amount) => {
    expect(() => up(amount, 'EUR', 'USD')).toThrow(RangeError);
  });
});

describe('table of exchange rates', () => {
  it.each([
    { rates: {} },
    { rates: { USD: '0' } },
    { rates: { USD: '0.000' } },
    { rates: { USD: '-1.1' } },
    { rates: { USD: '1e3' } },
    { rates: { USD: '' } },
    { rates: { usd: '1' } },
    { rates: { EUR: '1' } },
    { day: 'today' },
    { day: '2026-02-30' },
  ])('refuses %j', (change) => {
    expect(rateTableSchema.safeParse({ ...TABLE, ...change }).success).toBe(false);
  });

  it('is read from canonical bytes alone', () => {
    const bytes = canonicalJson(TABLE);
    expect(readRateTable(bytes)).toEqual(TABLE);
    expect(readRateTable(Buffer.from(JSON.stringify(TABLE, null, 1)))).toBeUndefined();
    expect(readRateTable(bytes.subarray(1))).toBeUndefined();
    expect(readRateTable(Uint8Array.of(0xff))).toBeUndefined();
  });

  it('is in force from its day until the next one', () => {
    const later = { ...TABLE, day: '2026-11-30' };
    const corrected = { ...TABLE, rates: { USD: '2' } };
    expect(ratesInForce([TABLE, later], '2026-11-26')).toBeUndefined();
    expect(ratesInForce([TABLE, later], '2026-11-29')).toBe(TABLE);
    expect(ratesInForce([TABLE, later], '2026-11-30')).toBe(later);
    expect(ratesInForce([TABLE, corrected], '2026-11-27')).toBe(corrected);
  });

  it('has an age since its day began', () => {
    expect(ageOfRates(TABLE, Date.UTC(2026, 10, 28, 6))).toBe(30 * 3_600_000);
  });
});
