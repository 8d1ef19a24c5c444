/** A traveller's answer to the questions, and whether it fits them. */
import { z } from 'zod';
import { GOODS } from './goods.ts';
import type { DeclarationRules, GoodsRule } from './questions.ts';

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
});
export type DeclarationAnswer = z.infer<typeof declarationAnswerSchema>;

/** Whether each of the goods is asked for by these rules, once, with an amount where they ask for one. */
export function fitsQuestions(rules: DeclarationRules, answer: DeclarationAnswer): boolean {
  const { goods } = answer;
  if (answer.rules !== rules.id || new Set(goods.map((one) => one.goods)).size !== goods.length) return false;
  return goods.every((one) => {
    const rule = rules.goods.find((candidate) => candidate.goods === one.goods);
    return rule !== undefined && answers(one, rule);
  });
}

function answers({ amount }: DeclarationAnswer['goods'][number], rule: GoodsRule): boolean {
  return rule.red === 'any' ? amount === undefined : amount !== undefined && amount <= rule.most;
}
