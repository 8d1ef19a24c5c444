/** Determines the channel for an answer. Pure; the answer is not stored. */
import { type DeclarationAnswer, fitsQuestions } from '../../server/contract/rules/answer.ts';
import { judgeRules } from '../../server/contract/rules/judge-rules.ts';
import type { Facts } from '../../server/contract/rules/rule-set.ts';
import type { Channel } from '../../server/contract/vocabulary.ts';
import type { Declarant } from './declarant.ts';
import type { DeclarationRules, GoodsRule } from '../../server/contract/rules/questions.ts';

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
  if (!fitsQuestions(rules, answer)) return undefined;
  const { goods } = answer;
  let channel: Channel = 'green';
  for (const rule of rules.goods) {
    const declared = goods.find((one) => one.goods === rule.goods);
    if (declared !== undefined && isForCustoms(declared.amount, rule)) channel = 'red';
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
