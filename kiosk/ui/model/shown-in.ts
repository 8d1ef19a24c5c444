import { convert } from '../../../server/contract/rules/convert-currency.ts';
import { questionsIn, type Rates } from '../../../server/contract/rules/exchange.ts';
import type { DeclarationRules } from '../../../server/contract/rules/questions.ts';
import type { Equivalent } from '../words/amounts.ts';
import type { ScreenModel } from './screen-model.ts';

/** The questions in the currency that the traveller chose. */
export function shownIn(
  { declaration, state }: Pick<ScreenModel, 'declaration' | 'state'>,
  rules: DeclarationRules,
): Equivalent {
  const rates = state.value?.rates;
  const { currency } = rules;
  return { rules: questionsIn(rules, declaration.currency.value ?? currency, rates), currency, rates };
}

/** Whether amounts in this currency can be converted now. */
export function isConvertible({ currency: to }: DeclarationRules, rates: Rates | undefined, from: string): boolean {
  return from === to || (rates !== undefined && convert(rates, { amount: 1, from, to }, 'up') !== undefined);
}
