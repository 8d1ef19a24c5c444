/** A traveller's answer to the questions, and whether it fits them. */
import { z } from 'zod';
import { GOODS } from './goods.ts';
import type { DeclarationRules, GoodsRule } from './questions.ts';

/** Minor units of the smallest currencies: more than any rule asks for. */
const LARGEST_FOREIGN = 1_000_000_000_000;

const answeredGoodsSchema = z.strictObject({
  goods: z.enum(GOODS),
  /** In the unit of the rule; absent for rules without a limit. */
  amount: z.int().min(1).exactOptional(),
});

/** The declaration of a traveller. No goods: nothing to declare. */
export const declarationAnswerSchema = z.strictObject({
  /** The rules of the questions. */
  rules: z.string().max(32),
  goods: z.array(answeredGoodsSchema).max(GOODS.length),
  /** ISO 4217, of amounts of money; absent: that of the rules. */
  currency: z.string().max(3).exactOptional(),
});
export type DeclarationAnswer = z.infer<typeof declarationAnswerSchema>;

/** Whether each of the goods is asked for by these rules, once, with an amount where they ask for one. */
export function fitsQuestions(rules: DeclarationRules, answer: DeclarationAnswer): boolean {
  const { goods, currency = rules.currency } = answer;
  const isForeign = currency !== rules.currency;
  if (isForeign && rules.exchange?.currencies.includes(currency) !== true) return false;
  if (answer.rules !== rules.id || new Set(goods.map((one) => one.goods)).size !== goods.length) return false;
  return goods.every((one) => {
    const rule = rules.goods.find((candidate) => candidate.goods === one.goods);
    return rule !== undefined && answers(one, rule, isForeign);
  });
}

function answers({ amount }: DeclarationAnswer['goods'][number], rule: GoodsRule, isForeign: boolean): boolean {
  if (rule.red === 'any' || amount === undefined) return rule.red === 'any' && amount === undefined;
  return amount <= (isForeign && rule.unit === 'minor' ? LARGEST_FOREIGN : rule.most);
}
