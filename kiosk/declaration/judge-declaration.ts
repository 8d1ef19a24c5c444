/** Determines the channel for an answer. Pure; the answer is not stored. */
import { z } from 'zod';
import type { Channel } from '../../server/contract/vocabulary.ts';
import { type DeclarationRules, GOODS, type GoodsRule } from './rules.ts';

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

/** `undefined` when the answer does not fit these rules. */
export function judgeDeclaration(rules: DeclarationRules, answer: DeclarationAnswer): Channel | undefined {
  const { goods } = answer;
  if (answer.rules !== rules.id || new Set(goods.map((one) => one.goods)).size !== goods.length) return undefined;
  let channel: Channel = 'green';
  for (const one of goods) {
    const rule = rules.goods.find((candidate) => candidate.goods === one.goods);
    if (rule === undefined || !answers(one, rule)) return undefined;
    if (isForCustoms(one.amount, rule)) channel = 'red';
  }
  return channel;
}

/** Whether this amount is for customs. */
export function isForCustoms(amount: number | undefined, rule: GoodsRule): boolean {
  if (rule.red === 'any' || amount === undefined) return true;
  return rule.red === 'from' ? amount >= rule.limit : amount > rule.limit;
}

function answers({ amount }: DeclarationAnswer['goods'][number], rule: GoodsRule): boolean {
  return rule.red === 'any' ? amount === undefined : amount !== undefined && amount <= rule.most;
}
