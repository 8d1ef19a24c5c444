import { describe, expect, it } from 'vitest';
import { EU_ARRIVALS } from '../../../../server/contract/rules/questions.ts';
import { codedAmount, readAmount } from '../../../../server/console/declare/amounts.ts';

describe('a typed amount', () => {
  it.each([
    ['12000', 'minor', 1_200_000],
    ['12 000,50', 'minor', 1_200_050],
    ['0.01', 'minor', 1],
    ['2,5', 'millilitres', 2_500],
    ['1.125', 'millilitres', 1_125],
    ['400', 'pieces', 400],
    ['250', 'grams', 250],
    ['999999999999', 'pieces', 10_000],
  ] as const)('%s of the unit %s is %i', (typed, unit, amount) => {
    expect(readAmount({ unit, most: unit === 'pieces' ? 10_000 : 100_000_000 }, typed, 'EUR')).toBe(amount);
  });

  it.each(['', '0', '0,00', '-1', '1e3', '1,234', '1.2.3', 'zehn', '1,5 l'])('“%s” of a currency is none', (typed) => {
    expect(readAmount({ unit: 'minor', most: 100 }, typed, 'EUR')).toBeUndefined();
  });

  it('of pieces has no decimal places', () => {
    expect(readAmount({ unit: 'pieces', most: 100 }, '1,5', 'EUR')).toBeUndefined();
  });
});

describe('an amount typed in another currency', () => {
  const { id, currency, goods } = EU_ARRIVALS;
  const exchange = {
    currencies: ['USD', 'JPY', 'KWD'],
    day: '2026-11-27',
    base: 'EUR',
    rates: { USD: '1.0843', JPY: '164.21', KWD: '0.3321' },
  };
  const asked = { id, currency, goods, exchange };
  const [cash, , , cigarettes] = goods;
  const coded = (typed: string, of: string, rule = cash) =>
    rule === undefined || rule.red === 'any' ? undefined : codedAmount(asked, rule, typed, of);

  it.each([
    ['10843', 'USD', 1_000_000],
    ['10842,99', 'USD', 1_000_000],
    ['10842.98', 'USD', 999_999],
    ['1642100', 'JPY', 1_000_000],
    ['3321.000', 'KWD', 1_000_000],
    ['9999,99', 'EUR', 999_999],
    ['999999999999', 'USD', 100_000_000],
  ])('%s %s is in the code as %i cents of the euro, rounded up', (typed, of, amount) => {
    expect(coded(typed, of)).toBe(amount);
  });

  it('has the decimal places of its currency', () => {
    expect([coded('1,5', 'JPY'), coded('1,005', 'USD'), coded('1,005', 'KWD')]).toEqual([undefined, undefined, 303]);
  });

  it('is none without a rate; other units do not need one', () => {
    expect(coded('1', 'GBP')).toBeUndefined();
    expect(coded('20', 'GBP', cigarettes)).toBe(20);
  });
});
