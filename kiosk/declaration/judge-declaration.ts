/** Determines the channel for an answer. Pure; the answer is not stored. */
import { z } from 'zod';
import { judgeRules } from '../../server/contract/rules/judge-rules.ts';
import type { Facts } from '../../server/contract/rules/rule-set.ts';
import type { Channel } from '../../server/contract/vocabulary.ts';
import type { Declarant } from './declarant.ts';
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

/**
 * Goods are for customs if the law cannot decide without the holder's age and the age is missing.
 *
 * @returns `undefined` when the answer does not fit these rules
 */
export function judgeDeclaration(
  rules: DeclarationRules,
  answer: DeclarationAnswer,
  declarant: Declarant | undefined,
): Channel | undefined {
  const { goods } = answer;
  if (answer.rules !== rules.id || new Set(goods.map((one) => one.goods)).size !== goods.length) return undefined;
  let channel: Channel = 'green';
  for (const one of goods) {
    const rule = rules.goods.find((candidate) => candidate.goods === one.goods);
    if (rule === undefined || !answers(one, rule)) return undefined;
    if (isForCustoms(one.amount, rule)) channel = 'red';
  }
  return channel === 'green' && isForCustomsByLaw(rules, goods, declarant) ? 'red' : channel;
}

function isForCustomsByLaw(
  { goods: questions, law }: DeclarationRules,
  goods: DeclarationAnswer['goods'],
  declarant: Declarant | undefined,
): boolean {
  if (law === undefined) return false;
  if (declarant === undefined) return true;
  const declared = new Map(goods.map((one) => [one.goods, one.amount]));
  const facts: Facts = { transport: law.transport };
  for (const { goods: name, red } of questions) {
    facts[name] = red === 'any' ? declared.has(name) : (declared.get(name) ?? 0);
  }
  const { age, today } = declarant;
  // Parts of the date of birth can be missing: each age that the holder may have has to agree
  const ages: readonly Facts[] = age === undefined ? [{}] : [{ age: age.youngest }, { age: age.oldest }];
  return ages.some((known) => judgeRules(law.rules, { ...facts, ...known }, today).channel !== 'green');
}

/** Whether this amount is for customs. */
export function isForCustoms(amount: number | undefined, rule: GoodsRule): boolean {
  if (rule.red === 'any' || amount === undefined) return true;
  if (rule.red === 'by-law') return false;
  return rule.red === 'from' ? amount >= rule.limit : amount > rule.limit;
}

function answers({ amount }: DeclarationAnswer['goods'][number], rule: GoodsRule): boolean {
  return rule.red === 'any' ? amount === undefined : amount !== undefined && amount <= rule.most;
}
