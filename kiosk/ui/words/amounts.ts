/** Amounts as a language writes them: money, litres, pieces, percentages. */
import type { DeclarationRules, GoodsRule } from '../../../server/contract/rules/questions.ts';
import { convert, decimalsOf } from '../../../server/contract/rules/convert-currency.ts';
import type { Rates } from '../../../server/contract/rules/exchange.ts';
import { isolated } from './isolated.ts';
import { LANGUAGE_NAMES, type Language } from './languages.ts';
import type { Words } from './words.ts';

type Counted = Exclude<GoodsRule, { readonly red: 'any' }>;

/** In one piece, whatever the direction of the text around it. */
export function amountText(
  language: Language,
  { currency }: DeclarationRules,
  { unit }: Counted,
  amount: number,
): string {
  const write = (value: number, options: Intl.NumberFormatOptions): string =>
    isolated(new Intl.NumberFormat(language, options).format(value));
  switch (unit) {
    case 'minor':
      return write(amount / 10 ** decimalsOf(currency), {
        style: 'currency',
        currency,
        trailingZeroDisplay: 'stripIfInteger',
      });
    case 'millilitres':
      return write(amount / 1_000, { style: 'unit', unit: 'liter', unitDisplay: 'short' });
    case 'grams':
      return write(amount, { style: 'unit', unit: 'gram', unitDisplay: 'short' });
    case 'pieces':
      return write(amount, {});
  }
}

/** In one piece within right-to-left text. */
export function percentText(language: Language, percent: number): string {
  const text = new Intl.NumberFormat(language, { style: 'percent' }).format(percent / 100);
  return LANGUAGE_NAMES[language].direction === 'rtl' ? isolated(text) : text;
}

/** Where amounts of money are shown in the currency of the rules too. */
export interface Equivalent {
  /** With the currency of the amounts. */
  readonly rules: DeclarationRules;
  /** The currency of the rules. */
  readonly currency: string;
  readonly rates: Rates | undefined;
}

/**
 * The amount in the currency of the rules, rounded up; `undefined` for an amount that is in it, or cannot be converted, and for other units.
 */
export function equivalentText(
  language: Language,
  { rules, currency, rates }: Equivalent,
  rule: Counted,
  amount: number,
): string | undefined {
  if (rule.unit !== 'minor' || rules.currency === currency || rates === undefined) return undefined;
  const converted = convert(rates, { amount, from: rules.currency, to: currency }, 'up');
  return converted === undefined ? undefined : `≈ ${amountText(language, { ...rules, currency }, rule, converted)}`;
}

/** The rule for one kind of goods. */
export function ruleText(language: Language, words: Words, rules: DeclarationRules, rule: GoodsRule): string {
  const { kinds, from, above } = words.declaration;
  if (rule.red === 'any' || rule.red === 'by-law') return kinds[rule.goods];
  const limit = amountText(language, rules, rule, rule.limit);
  return `${kinds[rule.goods]}: ${rule.red === 'from' ? from(limit) : above(limit)}`;
}

/** The declared amount of one kind of goods. */
export function declaredText(
  language: Language,
  words: Words,
  shown: Equivalent,
  rule: GoodsRule,
  amount: number | undefined,
): string {
  const kind = words.declaration.kinds[rule.goods];
  if (rule.red === 'any' || amount === undefined) return kind;
  const equivalent = equivalentText(language, shown, rule, amount);
  const text = `${kind}: ${amountText(language, shown.rules, rule, amount)}`;
  return equivalent === undefined ? text : `${text} (${equivalent})`;
}
