/** The same answer under the customs questions of another policy. Pure. */
import type { DeclarationAnswer } from '../../../server/contract/rules/answer.ts';
import type { DeclarationRules, GoodsRule } from '../../../server/contract/rules/questions.ts';

/** @returns `undefined` when the traveller might have answered other questions differently */
export function answerBeside(
  answer: DeclarationAnswer,
  inUse: DeclarationRules,
  other: DeclarationRules,
): DeclarationAnswer | undefined {
  const isSameMoney = inUse.currency === other.currency;
  const isSameDay = inUse.law === undefined || other.law === undefined || inUse.law.timeZone === other.law.timeZone;
  const { currency = inUse.currency } = answer;
  const isCurrencyTaken = currency === other.currency || other.exchange?.currencies.includes(currency) === true;
  if (!isSameMoney || !isSameDay || !isCurrencyTaken) return undefined;
  const isForeign = currency !== inUse.currency;
  const goods: DeclarationAnswer['goods'] = [];
  for (const rule of other.goods) {
    const asked = inUse.goods.find((one) => one.goods === rule.goods);
    if (asked === undefined || !isComparable(asked, rule)) return undefined;
    const declared = answer.goods.find((one) => one.goods === rule.goods);
    if (declared === undefined) continue;
    if (rule.red === 'any') {
      goods.push({ goods: rule.goods });
      continue;
    }
    const { amount } = declared;
    // The largest amount stands for any larger one
    const isCut = asked.red !== 'any' && amount === asked.most && rule.most > asked.most;
    if (amount === undefined || isCut) return undefined;
    goods.push({
      goods: rule.goods,
      amount: isForeign && rule.unit === 'minor' ? amount : Math.min(amount, rule.most),
    });
  }
  return { rules: other.id, goods, ...(isForeign && { currency }) };
}

/** Amounts can be left out, but not guessed. */
function isComparable(asked: GoodsRule, rule: GoodsRule): boolean {
  return rule.red === 'any' || (asked.red !== 'any' && asked.unit === rule.unit);
}
