/** Amounts in a currency that a traveller chose, judged and shown in the currency of the rules. Pure. */
import { convert, decimalsOf } from './convert-currency.ts';
import type { DeclarationRules } from './questions.ts';
import type { RateTable } from './rate-table.ts';

type Exchange = NonNullable<DeclarationRules['exchange']>;

/** Rates with which amounts are converted. */
export type Rates = Pick<RateTable, 'base' | 'rates'>;

/** `stale` and `missing`: amounts in other currencies are not converted; they are for customs. */
export const RATES_STATES = ['current', 'ageing', 'stale', 'missing'] as const;
export type RatesState = (typeof RATES_STATES)[number];

export const RATES_DAY_MS = 86_400_000;

/** Time since the begin (UTC) of the day of a table, ms; negative for a later day. */
export function ageOfRates({ day }: Pick<RateTable, 'day'>, wallMs: number): number {
  return wallMs - Date.parse(`${day}T00:00:00Z`);
}

/** How old a table is, by the limits of the rules. */
export function ratesState(
  { warnAfterMs, customsAfterMs }: Exchange,
  table: RateTable | undefined,
  wallMs: number,
): RatesState {
  if (table === undefined) return 'missing';
  const ageMs = ageOfRates(table, wallMs);
  if (ageMs > customsAfterMs) return 'stale';
  return ageMs > warnAfterMs ? 'ageing' : 'current';
}

/** The table that these rules allow now; `undefined` when there is none. */
export function usableRates(
  { exchange }: DeclarationRules,
  table: RateTable | undefined,
  wallMs: number,
): RateTable | undefined {
  if (exchange === undefined || table === undefined) return undefined;
  const state = ratesState(exchange, table, wallMs);
  return state === 'current' || state === 'ageing' ? table : undefined;
}

/** The base and the currencies that the rules name: what a page needs to show equivalents. */
export function ratesFor({ currency, exchange }: DeclarationRules, { base, rates }: RateTable): Rates {
  const named = new Set([currency, ...(exchange?.currencies ?? [])]);
  return { base, rates: Object.fromEntries(Object.entries(rates).filter(([name]) => named.has(name))) };
}

/**
 * The questions with steps and limits in another currency: round amounts near those of the rules. Limits here are only where an amount starts;
 * the amounts are judged in the currency of the rules.
 *
 * @param rates `undefined`: amounts cannot be converted, and keep their numbers
 */
export function questionsIn(rules: DeclarationRules, currency: string, rates: Rates | undefined): DeclarationRules {
  if (currency === rules.currency) return rules;
  const scale = 10 ** (decimalsOf(currency) - decimalsOf(rules.currency));
  const into = (amount: number): number =>
    Math.max(
      1,
      (rates && convert(rates, { amount, from: rules.currency, to: currency }, 'down')) ?? Math.floor(amount * scale),
    );
  return {
    ...rules,
    currency,
    goods: rules.goods.map((rule) => {
      if (rule.red === 'any' || rule.unit !== 'minor') return rule;
      const step = roundStep(into(rule.step));
      const most = Math.max(step, into(rule.most) - (into(rule.most) % step));
      if (rule.red === 'by-law') return { ...rule, step, most };
      // The first amount that is for customs, or the last that is not
      const rounded = (rule.red === 'from' ? Math.ceil : Math.floor)(into(rule.limit) / step) * step;
      return { ...rule, step, most, limit: Math.min(most, Math.max(step, rounded)) };
    }),
  };
}

/** The largest of 1, 2 and 5 times a power of ten that is not above `amount`. */
function roundStep(amount: number): number {
  const power = 10 ** (String(Math.floor(amount)).length - 1);
  return power * (amount >= 5 * power ? 5 : amount >= 2 * power ? 2 : 1);
}
