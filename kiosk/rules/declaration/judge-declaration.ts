/** Determines the channel for an answer. Pure; the answer is not stored. */
import { type DeclarationAnswer, fitsQuestions } from '../../../server/contract/rules/answer.ts';
import { judgeRules } from '../../../server/contract/rules/judge-rules.ts';
import type { Facts } from '../../../server/contract/rules/rule-set.ts';
import type { Channel } from '../../../server/contract/vocabulary.ts';
import { convert } from '../../../server/contract/rules/convert-currency.ts';
import type { Rates } from '../../../server/contract/rules/exchange.ts';
import type { JudgedChannel } from '../../../server/contract/shadow-passage.ts';
import type { Declarant } from './declarant.ts';
import type { DeclarationRules, GoodsRule } from '../../../server/contract/rules/questions.ts';

/** `refer`: it cannot be decided, so that the goods are for customs. */
export interface DeclarationVerdict {
  readonly channel: JudgedChannel;
  /** Rules that hold or are not known: `goods-` and the kind of goods, or the id of a rule of law. */
  readonly rules: readonly string[];
}

/**
 * Goods are for customs if the law cannot decide without the holder's age and the age is missing. An amount in another currency lies between
 * two whole amounts in the currency of the rules; the goods are for customs if either of them is.
 *
 * @param rates that the policy allows now; without them, amounts in another currency are for customs
 * @returns `undefined` when the answer does not fit these rules
 */
export function judgeDeclaration(
  rules: DeclarationRules,
  answer: DeclarationAnswer,
  declarant: Declarant | undefined,
  rates?: Rates,
): DeclarationVerdict | undefined {
  if (!fitsQuestions(rules, answer)) return undefined;
  const possible = inRulesCurrency(rules, answer, rates);
  if (possible === undefined) return { channel: 'refer', rules: [] };
  return together(possible.map((goods) => verdictOf(rules, goods, declarant)));
}

/** The channel of the lane, which chooses red when the law cannot decide. */
export function channelOf({ channel }: DeclarationVerdict): Channel {
  return channel === 'green' ? 'green' : 'red';
}

function together(verdicts: readonly DeclarationVerdict[]): DeclarationVerdict {
  const has = (channel: JudgedChannel): boolean => verdicts.some((one) => one.channel === channel);
  const channel = has('red') ? 'red' : has('refer') ? 'refer' : 'green';
  return { channel, rules: [...new Set(verdicts.flatMap(({ rules }) => rules))].sort() };
}

type DeclaredGoods = DeclarationAnswer['goods'];

/** Each combination of the amounts of money rounded down and up; `undefined` when an amount cannot be converted. */
function inRulesCurrency(
  rules: DeclarationRules,
  { goods, currency: from = rules.currency }: DeclarationAnswer,
  rates: Rates | undefined,
): readonly DeclaredGoods[] | undefined {
  if (from === rules.currency) return [goods];
  let possible: readonly DeclaredGoods[] = [[]];
  for (const one of goods) {
    const rule = rules.goods.find((candidate) => candidate.goods === one.goods);
    const { amount } = one;
    if (rule === undefined || rule.red === 'any' || rule.unit !== 'minor' || amount === undefined) {
      possible = possible.map((before) => [...before, one]);
      continue;
    }
    const [least, most] = (['down', 'up'] as const).map(
      (rounding) => rates && convert(rates, { amount, from, to: rules.currency }, rounding),
    );
    if (least === undefined || most === undefined) return undefined;
    // More than the rules ask for makes no difference
    const amounts = [...new Set([least, most].map((converted) => Math.min(converted, rule.most)))];
    possible = possible.flatMap((before) => amounts.map((converted) => [...before, { ...one, amount: converted }]));
  }
  return possible;
}

function verdictOf(
  rules: DeclarationRules,
  goods: DeclaredGoods,
  declarant: Declarant | undefined,
): DeclarationVerdict {
  const forCustoms = rules.goods.filter((rule) => {
    const declared = goods.find((one) => one.goods === rule.goods);
    return declared !== undefined && isForCustoms(declared.amount, rule);
  });
  const byGoods: DeclarationVerdict = {
    channel: forCustoms.length > 0 ? 'red' : 'green',
    rules: forCustoms.map(({ goods: name }) => `goods-${name}`),
  };
  return together([byGoods, ...byLaw(rules, goods, declarant)]);
}

function byLaw(
  { goods: questions, law }: DeclarationRules,
  goods: DeclaredGoods,
  declarant: Declarant | undefined,
): readonly DeclarationVerdict[] {
  if (law === undefined) return [];
  if (declarant === undefined) return [{ channel: 'refer', rules: [] }];
  const declared = new Map(goods.map((one) => [one.goods, one.amount]));
  const facts: Facts = { transport: law.transport };
  for (const { goods: name, red } of questions) {
    facts[name] = red === 'any' ? declared.has(name) : (declared.get(name) ?? 0);
  }
  const { age, today } = declarant;
  // Parts of the date of birth can be missing: all possible ages have to give the same result
  const ages: readonly Facts[] = age === undefined ? [{}] : [{ age: age.youngest }, { age: age.oldest }];
  return ages.map((known) => {
    const { channel, findings } = judgeRules(law.rules, { ...facts, ...known }, today);
    return { channel, rules: findings.filter(({ severity }) => severity !== 'note').map(({ rule }) => rule) };
  });
}

/** Whether this amount is for customs. */
export function isForCustoms(amount: number | undefined, rule: GoodsRule): boolean {
  if (rule.red === 'any' || amount === undefined) return true;
  if (rule.red === 'by-law') return false;
  return rule.red === 'from' ? amount >= rule.limit : amount > rule.limit;
}
