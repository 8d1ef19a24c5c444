/** Sums of amounts in several currencies, compared exactly. */
import { type Fraction, rateOf } from '../../../contract/rules/convert-currency.ts';
import type { Rates } from '../../../contract/rules/exchange.ts';
import { millionths } from './decimals.ts';

export interface Amount {
  /** A decimal of the form's. */
  readonly amount: string;
  readonly currency: string;
}

/** Whether one unit of a currency can be converted into another. */
export function isConvertible(rates: Rates | undefined, from: string, to: string): boolean {
  return from === to || (rates !== undefined && [from, to].every((name) => rateOf(rates, name) !== undefined));
}

/**
 * Whether the amounts together are more than the limit. Exact: nothing is rounded. Each currency must be convertible.
 *
 * @param limit in the currency `to`
 */
export function isMoreThan(
  amounts: readonly Amount[],
  { amount: limit, currency: to }: Amount,
  rates: Rates | undefined,
): boolean {
  const byCurrency = new Map<string, bigint>();
  for (const { amount, currency } of amounts) {
    byCurrency.set(currency, (byCurrency.get(currency) ?? 0n) + millionths(amount));
  }
  let sum: Fraction = { over: 0n, under: 1n };
  for (const [currency, total] of byCurrency) sum = plus(sum, inCurrency(total, currency, to, rates));
  return sum.over > millionths(limit) * sum.under;
}

function inCurrency(total: bigint, from: string, to: string, rates: Rates | undefined): Fraction {
  if (from === to) return { over: total, under: 1n };
  const [fromRate, toRate] = [rates && rateOf(rates, from), rates && rateOf(rates, to)];
  if (fromRate === undefined || toRate === undefined) throw new RangeError('a currency has no rate');
  return { over: total * toRate.over * fromRate.under, under: toRate.under * fromRate.over };
}

function plus(one: Fraction, other: Fraction): Fraction {
  return { over: one.over * other.under + other.over * one.under, under: one.under * other.under };
}
