/** Converts amounts of money by a table of daily rates, in whole minor units and exact decimals. */
import { z } from 'zod';

const currency = z.string().regex(/^[A-Z]{3}$/);
/** A decimal number above 0, as the bank publishes it. */
const rate = z.string().regex(/^(?!0+(\.0+)?$)\d{1,9}(\.\d{1,9})?$/);

export const rateTableSchema = z.strictObject({
  version: z.literal(1),
  /** The day of the rates. */
  day: z.iso.date(),
  base: currency,
  /** How much of each currency one unit of `base` buys. */
  rates: z.record(currency, rate),
});
export type RateTable = z.infer<typeof rateTableSchema>;

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

interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

/** Units of `name` for one unit of the base. */
function rateOf({ base, rates }: RateTable, name: string): Fraction | undefined {
  if (name === base) return { over: 1n, under: 1n };
  const text = Object.hasOwn(rates, name) ? rates[name] : undefined;
  if (text === undefined) return undefined;
  const [whole = '', decimals = ''] = text.split('.');
  return { over: BigInt(whole + decimals), under: 10n ** BigInt(decimals.length) };
}

/**
 * Rounds half up, so that the result does not depend on the order of the amounts.
 *
 * @param amount whole minor units, 0 or more
 * @returns whole minor units; `undefined` when the table lacks a currency
 * @throws RangeError for an amount that is not a whole number of 0 or more, or too large
 */
export function convert(table: RateTable, amount: number, from: string, to: string): number | undefined {
  if (!Number.isSafeInteger(amount) || amount < 0) throw new RangeError('an amount is a whole number of minor units');
  const [fromRate, toRate] = [rateOf(table, from), rateOf(table, to)];
  if (fromRate === undefined || toRate === undefined) return undefined;
  const over = BigInt(amount) * toRate.over * fromRate.under * 10n ** BigInt(decimalsOf(to));
  const under = toRate.under * fromRate.over * 10n ** BigInt(decimalsOf(from));
  const result = Number((2n * over + under) / (2n * under));
  if (!Number.isSafeInteger(result)) throw new RangeError('the converted amount is too large');
  return result;
}
