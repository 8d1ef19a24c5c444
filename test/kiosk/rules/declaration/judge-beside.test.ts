import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EU_ARRIVALS_BY_LAW } from './eu-arrivals-by-law.ts';
import { judgeDeclarationBeside } from '../../../../kiosk/rules/declaration/judge-beside.ts';
import { judgeDeclaration } from '../../../../kiosk/rules/declaration/judge-declaration.ts';
import type { DeclarationAnswer } from '../../../../server/contract/rules/answer.ts';
import { type DeclarationRules, EU_ARRIVALS } from '../../../../server/contract/rules/questions.ts';

const ADULT = { age: { youngest: 40, oldest: 40 }, today: '2026-11-28' };
type Goods = DeclarationAnswer['goods'];

const beside = (rules: DeclarationRules, goods: Goods, inUse: DeclarationRules = EU_ARRIVALS, currency?: string) =>
  judgeDeclarationBeside(
    { policy: 'p', rules },
    inUse,
    { rules: inUse.id, goods, ...(currency !== undefined && { currency }) },
    ADULT,
  );
const changed = (kind: string, change: object): DeclarationRules => ({
  ...EU_ARRIVALS,
  id: 'candidate-1',
  goods: EU_ARRIVALS.goods.map((rule) => (rule.goods === kind ? { ...rule, ...change } : rule)),
});

describe('the same answers under other customs questions', () => {
  it('have the verdict of the questions in use when only the id differs', () => {
    const kinds = EU_ARRIVALS_BY_LAW.goods;
    const answers = fc
      .subarray([...kinds])
      .chain((chosen) => fc.tuple(fc.constant(chosen), fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 12 })))
      .map(
        ([chosen, amounts]): Goods =>
          chosen.map(({ goods, red }, index) => ({ goods, ...(red !== 'any' && { amount: amounts[index] ?? 1 }) })),
      );
    fc.assert(
      fc.property(answers, (goods) => {
        const answer = { rules: EU_ARRIVALS_BY_LAW.id, goods };
        const same = { ...EU_ARRIVALS_BY_LAW, id: 'candidate-1' };
        expect(beside(same, goods, EU_ARRIVALS_BY_LAW)).toEqual(judgeDeclaration(EU_ARRIVALS_BY_LAW, answer, ADULT));
      }),
    );
  });

  it('are judged by another limit', () => {
    const cash: Goods = [{ goods: 'currency', amount: 1_000_000 }];
    expect(beside(changed('currency', { red: 'above' }), cash)).toEqual({ channel: 'green', rules: [] });
    expect(beside(changed('currency', { limit: 500_000 }), [{ goods: 'currency', amount: 600_000 }])).toEqual({
      channel: 'red',
      rules: ['goods-currency'],
    });
  });

  it('are judged without kinds of goods that the other questions leave out, and without amounts that they do not ask for', () => {
    const fewer = { ...EU_ARRIVALS, id: 'fewer-1', goods: EU_ARRIVALS.goods.filter(({ red }) => red === 'any') };
    expect(beside(fewer, [{ goods: 'currency', amount: 2_000_000 }])).toEqual({ channel: 'green', rules: [] });
    const any = { ...EU_ARRIVALS, id: 'any-1', goods: [{ goods: 'currency', red: 'any' }] } satisfies DeclarationRules;
    expect(beside(any, [{ goods: 'currency', amount: 1 }])).toEqual({ channel: 'red', rules: ['goods-currency'] });
  });

  it.each<[string, DeclarationRules, Goods]>([
    ['other goods', EU_ARRIVALS_BY_LAW, []],
    ['another currency', { ...EU_ARRIVALS, currency: 'USD' }, []],
    ['another unit', changed('cigarettes', { unit: 'grams' }), []],
    [
      'more than the largest amount',
      changed('cigarettes', { most: 20_000 }),
      [{ goods: 'cigarettes', amount: 10_000 }],
    ],
  ])('are not judged by questions that ask for %s', (_what, rules, goods) => {
    expect(beside(rules, goods)).toBeUndefined();
  });

  it('are not judged by questions that do not take the traveller’s currency', () => {
    const day = 86_400_000;
    const exchange = { currencies: ['USD'], warnAfterMs: day, customsAfterMs: day };
    const inUse = { ...EU_ARRIVALS, exchange };
    const cash: Goods = [{ goods: 'currency', amount: 1 }];
    expect(beside(EU_ARRIVALS, cash, inUse, 'USD')).toBeUndefined();
    expect(beside(EU_ARRIVALS, cash, inUse)).toEqual({ channel: 'green', rules: [] });
    // Without rates
    expect(beside({ ...inUse, id: 'candidate-1' }, cash, inUse, 'USD')).toEqual({ channel: 'refer', rules: [] });
  });

  it('are judged in no other time zone', () => {
    const { law } = EU_ARRIVALS_BY_LAW;
    const elsewhere = { ...EU_ARRIVALS_BY_LAW, law: law && { ...law, timeZone: 'Europe/Athens' } };
    expect(beside(elsewhere, [], EU_ARRIVALS_BY_LAW)).toBeUndefined();
  });
});
