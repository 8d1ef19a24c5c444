import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EU_ARRIVALS_BY_LAW } from './eu-arrivals-by-law.ts';
import { channelOf, judgeDeclaration as judgeAnswer } from '../../../../kiosk/rules/declaration/judge-declaration.ts';
import { questionsIn, ratesFor, ratesState, usableRates } from '../../../../server/contract/rules/exchange.ts';
import {
  type DeclarationRules,
  declarationRulesSchema,
  EU_ARRIVALS,
} from '../../../../server/contract/rules/questions.ts';
import { rateTableSchema } from '../../../../server/contract/rules/rate-table.ts';

const judgeDeclaration = (...asked: Parameters<typeof judgeAnswer>) => {
  const verdict = judgeAnswer(...asked);
  return verdict && channelOf(verdict);
};

const DAY = 86_400_000;
const exchange = { currencies: ['USD', 'JPY', 'KWD'], warnAfterMs: 5 * DAY, customsAfterMs: 7 * DAY };
const RULES = declarationRulesSchema.parse({ ...EU_ARRIVALS, exchange });
const BY_LAW = declarationRulesSchema.parse({ ...EU_ARRIVALS_BY_LAW, exchange });
const TABLE = rateTableSchema.parse({
  version: 1,
  day: '2026-11-27',
  base: 'EUR',
  rates: { USD: '1.0843', JPY: '164.21', KWD: '0.3321', GBP: '0.8312' },
});
const DAY_BEGINS = Date.UTC(2026, 10, 27);

const cash = (
  amount: number,
  currency: string,
  rates: typeof TABLE | undefined = TABLE,
  rules: DeclarationRules = RULES,
) => judgeDeclaration(rules, { rules: rules.id, currency, goods: [{ goods: 'currency', amount }] }, undefined, rates);

describe('an amount in another currency', () => {
  it.each([
    // 10,000 euro are 10,843 dollars, 1,642,100 yen, 3,321 dinars
    [1_084_299, 'USD', 'red'],
    [1_084_298, 'USD', 'green'],
    [1_084_300, 'USD', 'red'],
    [1_642_099, 'JPY', 'red'],
    [1_642_098, 'JPY', 'green'],
    [3_320_999, 'KWD', 'red'],
    [3_320_996, 'KWD', 'green'],
    [1_000_000, 'EUR', 'red'],
    [999_999, 'EUR', 'green'],
  ])('of %i minor units of %s is %s', (amount, currency, channel) => {
    expect(cash(amount, currency)).toBe(channel);
  });

  it('is red exactly when its value, rounded up to a cent, reaches the limit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1_000_000, max: 1_100_000 }), (amount) => {
        // 1.0843 dollars for a euro: amount / 1.0843, in cents
        const cents = (BigInt(amount) * 10_000n + 10_842n) / 10_843n;
        expect(cash(amount, 'USD')).toBe(cents >= 1_000_000n ? 'red' : 'green');
      }),
    );
  });

  it('is for customs without a rate, whatever the amount', () => {
    const without = { ...TABLE, rates: { GBP: '0.8312' } };
    expect(
      judgeDeclaration(
        RULES,
        { rules: RULES.id, currency: 'USD', goods: [{ goods: 'currency', amount: 1 }] },
        undefined,
      ),
    ).toBe('red');
    expect(cash(1, 'USD', without)).toBe('red');
    // Other goods do not need one
    const cigarettes = { rules: RULES.id, currency: 'USD', goods: [{ goods: 'cigarettes' as const, amount: 200 }] };
    expect(judgeDeclaration(RULES, cigarettes, undefined)).toBe('green');
  });

  it('that is too large to be converted is for customs', () => {
    expect(cash(1_000_000_000_000, 'USD', { ...TABLE, rates: { USD: '0.000000001' } })).toBe('red');
  });

  it.each(['GBP', 'XXX', 'usd', ''])('in %s does not fit questions that do not name it', (currency) => {
    expect(cash(1, currency)).toBeUndefined();
  });

  it('does not fit questions in one currency', () => {
    expect(cash(1, 'USD', TABLE, EU_ARRIVALS)).toBeUndefined();
    expect(cash(1, 'EUR', TABLE, EU_ARRIVALS)).toBe('green');
  });

  it('is judged by the law rounded down and up: neither may refer', () => {
    const other = (amount: number) =>
      judgeDeclaration(
        BY_LAW,
        { rules: BY_LAW.id, currency: 'USD', goods: [{ goods: 'other-goods', amount }] },
        { age: { youngest: 30, oldest: 30 }, today: '2026-11-28' },
        TABLE,
      );
    // 430 euro are 466.249 dollars
    expect(other(46_624)).toBe('green');
    expect(other(46_625)).toBe('red');
  });
});

describe('the table of exchange rates', () => {
  it.each([
    [0, 'current'],
    [5 * DAY, 'current'],
    [5 * DAY + 1, 'ageing'],
    [7 * DAY, 'ageing'],
    [7 * DAY + 1, 'stale'],
  ])('%i ms after its day began is %s', (ageMs, state) => {
    expect(ratesState(exchange, TABLE, DAY_BEGINS + ageMs)).toBe(state);
    expect(usableRates(RULES, TABLE, DAY_BEGINS + ageMs)).toEqual(state === 'stale' ? undefined : TABLE);
  });

  it('is missing, and not used by rules in one currency', () => {
    expect(ratesState(exchange, undefined, DAY_BEGINS)).toBe('missing');
    expect(usableRates(RULES, undefined, DAY_BEGINS)).toBeUndefined();
    expect(usableRates(EU_ARRIVALS, TABLE, DAY_BEGINS)).toBeUndefined();
  });

  it('reaches the page with the named currencies alone', () => {
    expect(ratesFor(RULES, TABLE)).toEqual({
      base: 'EUR',
      rates: { USD: '1.0843', JPY: '164.21', KWD: '0.3321' },
    });
  });
});

describe('questions in another currency', () => {
  it.each(['USD', 'JPY', 'KWD'])('have round steps and amounts that can be entered, in %s', (currency) => {
    for (const rates of [TABLE, undefined]) {
      const { goods } = questionsIn(RULES, currency, rates);
      for (const [index, rule] of goods.entries()) {
        const before = RULES.goods[index]!;
        if (rule.red === 'any' || rule.unit !== 'minor') {
          expect(rule).toEqual(before);
          continue;
        }
        expect(String(rule.step)).toMatch(/^[125]0*$/);
        expect(rule.most % rule.step).toBe(0);
        expect(rule.red !== 'by-law' && rule.limit % rule.step).toBe(0);
        expect(rule.red !== 'by-law' && rule.limit <= rule.most && rule.limit >= rule.step).toBe(true);
      }
    }
  });

  it('begin with an amount that is for customs', () => {
    const [first] = questionsIn(RULES, 'USD', TABLE).goods;
    expect(first).toMatchObject({ goods: 'currency', step: 100_000, limit: 1_100_000 });
    expect(cash(1_100_000, 'USD')).toBe('red');
  });
});

describe('rules with other currencies', () => {
  it.each([
    { currencies: [] },
    { currencies: ['EUR'] },
    { currencies: ['USD', 'USD'] },
    { currencies: ['usd'] },
    { warnAfterMs: 8 * DAY },
    { customsAfterMs: DAY - 1 },
    { customsAfterMs: 32 * DAY },
  ])('are refused with %j', (change) => {
    expect(declarationRulesSchema.safeParse({ ...EU_ARRIVALS, exchange: { ...exchange, ...change } }).success).toBe(
      false,
    );
  });
});
