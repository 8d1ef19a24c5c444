import { describe, expect, it } from 'vitest';
import { readAmount } from '../../../../server/ui/declare/amounts.ts';

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
    expect(readAmount({ unit, most: unit === 'pieces' ? 10_000 : 100_000_000 }, typed)).toBe(amount);
  });

  it.each(['', '0', '0,00', '-1', '1e3', '1,234', '1.2.3', 'zehn', '1,5 l'])('“%s” of a currency is none', (typed) => {
    expect(readAmount({ unit: 'minor', most: 100 }, typed)).toBeUndefined();
  });

  it('of pieces has no decimal places', () => {
    expect(readAmount({ unit: 'pieces', most: 100 }, '1,5')).toBeUndefined();
  });
});
