/** Converts amounts of money by a table of daily rates, in whole minor units and exact decimals. */
import type { RateTable } from './rate-table.ts';

/** Currencies of ISO 4217 without two decimal places. */
const DECIMALS: Readonly<Record<string, number>> = {
  ...Object.fromEntries(
    [
      'BIF',
      'CLP',
      'DJF',
      'GNF',
      'ISK',
      'JPY',
      'KMF',
      'KRW',
      'PYG',
      'RWF',
      'UGX',
      'UYI',
      'VND',
      'VUV',
      'XAF',
      'XOF',
      'XPF',
    ].map((name) => [name, 0] as const),
  ),
  ...Object.fromEntries(['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND'].map((name) => [name, 3] as const)),
};

export function decimalsOf(name: string): number {
  return DECIMALS[name] ?? 2;
}

export interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

/** Units of `name` for one unit of the base; `undefined` when the table lacks it. */
export function rateOf({ base, rates }: Pick<RateTable, 'base' | 'rates'>, name: string): Fraction | undefined {
  if (name === base) return { over: 1n, under: 1n };
  const text = Object.hasOwn(rates, name) ? rates[name] : undefined;
  if (text === undefined) return undefined;
  const [whole = '', decimals = ''] = text.split('.');
  return { over: BigInt(whole + decimals), under: 10n ** BigInt(decimals.length) };
}

/** `up` and `down` are the least and the most whole minor units that are at least, and at most, the exact amount. */
export type Rounding = 'up' | 'down';

/**
 * @param amount whole minor units, 0 or more
 * @returns whole minor units; `undefined` when the table lacks a currency, or the result is too large to be exact
 * @throws RangeError for an amount that is not a whole number of 0 or more
 */
export function convert(
  table: Pick<RateTable, 'base' | 'rates'>,
  { amount, from, to }: { readonly amount: number; readonly from: string; readonly to: string },
  rounding: Rounding,
): number | undefined {
  if (!Number.isSafeInteger(amount) || amount < 0) throw new RangeError('an amount is a whole number of minor units');
  const [fromRate, toRate] = [rateOf(table, from), rateOf(table, to)];
  if (fromRate === undefined || toRate === undefined) return undefined;
  const over = BigInt(amount) * toRate.over * fromRate.under * 10n ** BigInt(decimalsOf(to));
  const under = toRate.under * fromRate.over * 10n ** BigInt(decimalsOf(from));
  const result = Number(rounding === 'up' ? (over + under - 1n) / under : over / under);
  return Number.isSafeInteger(result) ? result : undefined;
}
