/** Amounts as a language writes them: money, litres, pieces. */
import type { DeclarationRules, GoodsRule } from '../../../server/contract/rules/questions.ts';
import { isolated } from './isolated.ts';
import type { Language } from './languages.ts';
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
      return write(amount / 100, { style: 'currency', currency, trailingZeroDisplay: 'stripIfInteger' });
    case 'millilitres':
      return write(amount / 1_000, { style: 'unit', unit: 'liter', unitDisplay: 'short' });
    case 'grams':
      return write(amount, { style: 'unit', unit: 'gram', unitDisplay: 'short' });
    case 'pieces':
      return write(amount, {});
  }
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
  rules: DeclarationRules,
  rule: GoodsRule,
  amount: number | undefined,
): string {
  const kind = words.declaration.kinds[rule.goods];
  if (rule.red === 'any' || amount === undefined) return kind;
  return `${kind}: ${amountText(language, rules, rule, amount)}`;
}
