import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  channelOf,
  type DeclarationVerdict,
  judgeDeclaration,
} from '../../../../kiosk/rules/declaration/judge-declaration.ts';
import { type Declarant, declarantOf } from '../../../../kiosk/rules/declaration/declarant.ts';
import { EU_ARRIVALS_BY_LAW } from './eu-arrivals-by-law.ts';
import { type DeclarationAnswer, declarationAnswerSchema } from '../../../../server/contract/rules/answer.ts';
import { EU_PASSENGERS } from '../../../server/contract/rules/eu-passengers.ts';
import { GOODS } from '../../../../server/contract/rules/goods.ts';
import { declarationRulesSchema, EU_ARRIVALS, rulesDigest } from '../../../../server/contract/rules/questions.ts';

const laneChannel = (verdict: DeclarationVerdict | undefined) => verdict && channelOf(verdict);
const judge = (goods: DeclarationAnswer['goods'], rules = EU_ARRIVALS.id) =>
  judgeDeclaration(EU_ARRIVALS, { rules, goods }, undefined)?.channel;

describe('an answer to the customs questions', () => {
  it('that declares nothing leads to the green channel', () => {
    expect(judge([])).toBe('green');
  });

  it.each([
    // Cash of 10,000 euro or more, in cents
    [{ goods: 'currency', amount: 999_999 }, 'green'],
    [{ goods: 'currency', amount: 1_000_000 }, 'red'],
    // More than 200 cigarettes, a litre of spirits, 430 euro of other goods
    [{ goods: 'cigarettes', amount: 200 }, 'green'],
    [{ goods: 'cigarettes', amount: 201 }, 'red'],
    [{ goods: 'spirits', amount: 1_000 }, 'green'],
    [{ goods: 'spirits', amount: 1_001 }, 'red'],
    [{ goods: 'other-goods', amount: 43_000 }, 'green'],
    [{ goods: 'other-goods', amount: 43_001 }, 'red'],
    [{ goods: 'restricted' }, 'red'],
    [{ goods: 'commercial' }, 'red'],
  ] as const)('that declares %j leads to the %s channel', (goods, channel) => {
    expect(judge([goods])).toBe(channel);
  });

  it('leads to the red channel if one item does, with any other items in any order', () => {
    const green = EU_ARRIVALS.goods.flatMap((rule) => (rule.red === 'any' ? [] : [{ goods: rule.goods, amount: 1 }]));
    fc.assert(
      fc.property(fc.shuffledSubarray(green), fc.nat(), (allowed, place) => {
        expect(judge(allowed)).toBe('green');
        const at = place % (allowed.length + 1);
        expect(judge([...allowed.slice(0, at), { goods: 'restricted' }, ...allowed.slice(at)])).toBe('red');
      }),
    );
  });

  it.each([
    ['by other rules', [], 'eu-arrivals-0'],
    ['of goods that the rules do not contain', [{ goods: 'wine', amount: 1 }]],
    ['of the same goods twice', [{ goods: 'commercial' }, { goods: 'commercial' }]],
    ['that lacks an amount', [{ goods: 'currency' }]],
    ['with an amount for goods without a count', [{ goods: 'commercial', amount: 1 }]],
    ['of more than the largest amount', [{ goods: 'cigarettes', amount: 10_001 }]],
  ] as [string, DeclarationAnswer['goods'], string?][])('is refused: one %s', (_what, goods, rules) => {
    expect(judge(goods, rules)).toBeUndefined();
  });

  it.each([
    undefined,
    null,
    'green',
    [],
    {},
    { rules: 'eu-arrivals-1' },
    { goods: [] },
    { rules: 'x'.repeat(33), goods: [] },
    { rules: 'eu-arrivals-1', goods: [{ goods: 'love' }] },
    { rules: 'eu-arrivals-1', goods: [{ goods: 'currency', amount: 0 }] },
    { rules: 'eu-arrivals-1', goods: [{ goods: 'currency', amount: -5 }] },
    { rules: 'eu-arrivals-1', goods: [{ goods: 'currency', amount: 1.5 }] },
    { rules: 'eu-arrivals-1', goods: [{ goods: 'currency', amount: '5' }] },
    { rules: 'eu-arrivals-1', goods: [{ goods: 'currency', amount: Number.NaN }] },
    { rules: 'eu-arrivals-1', goods: [{ goods: 'commercial', note: 'two sausages' }] },
    { rules: 'eu-arrivals-1', goods: Array.from({ length: GOODS.length + 1 }, () => ({ goods: 'commercial' })) },
    { rules: 'eu-arrivals-1', goods: [], channel: 'green' },
  ])('is malformed: %j', (message) => {
    expect(declarationAnswerSchema.safeParse(message).success).toBe(false);
  });
});

describe('an answer that the law judges', () => {
  const today = '2026-11-28';
  const adult = { age: { youngest: 40, oldest: 40 }, today };
  const byLaw = (goods: DeclarationAnswer['goods'], declarant: Declarant | undefined = adult) =>
    laneChannel(judgeDeclaration(EU_ARRIVALS_BY_LAW, { rules: EU_ARRIVALS_BY_LAW.id, goods }, declarant));
  const bottle: DeclarationAnswer['goods'] = [{ goods: 'wine', amount: 750 }];

  it.each<readonly [string, DeclarationAnswer['goods'], Declarant | undefined, string]>([
    ['nothing', [], adult, 'green'],
    ['200 cigarettes', [{ goods: 'cigarettes', amount: 200 }], adult, 'green'],
    [
      'half of two allowances',
      [
        { goods: 'cigarettes', amount: 100 },
        { goods: 'cigars', amount: 25 },
      ],
      adult,
      'green',
    ],
    [
      'more than one allowance',
      [
        { goods: 'cigarettes', amount: 120 },
        { goods: 'cigars', amount: 25 },
      ],
      adult,
      'red',
    ],
    ['cash at the limit of the lane’s own question', [{ goods: 'currency', amount: 1_000_000 }], adult, 'red'],
    ['a bottle of wine, with an adult', bottle, adult, 'green'],
    ['a bottle of wine, with a child', bottle, { age: { youngest: 16, oldest: 16 }, today }, 'red'],
    ['a bottle of wine, perhaps with a child', bottle, { age: { youngest: 16, oldest: 17 }, today }, 'red'],
    ['a bottle of wine, of unknown age', bottle, { age: undefined, today }, 'red'],
    ['nothing, of unknown age', [], { age: undefined, today }, 'green'],
  ])('and that declares %s', (_, goods, declarant, channel) => {
    expect(byLaw(goods, declarant)).toBe(channel);
  });

  it('is for customs where nothing is known about the holder', () => {
    const answer = { rules: EU_ARRIVALS_BY_LAW.id, goods: [] };
    expect(judgeDeclaration(EU_ARRIVALS_BY_LAW, answer, undefined)).toEqual({ channel: 'refer', rules: [] });
  });

  it('names the rules that hold or are not known', () => {
    const rulesOf = (goods: DeclarationAnswer['goods'], declarant: Declarant = adult) =>
      judgeDeclaration(EU_ARRIVALS_BY_LAW, { rules: EU_ARRIVALS_BY_LAW.id, goods }, declarant);
    expect(rulesOf([])).toEqual({ channel: 'green', rules: [] });
    const cash: DeclarationAnswer['goods'] = [{ goods: 'currency', amount: 1_000_000 }];
    expect(rulesOf(cash)).toEqual({ channel: 'red', rules: ['cash', 'goods-currency'] });
    expect(rulesOf(bottle, { age: undefined, today })).toEqual({ channel: 'refer', rules: ['under-17'] });
  });

  it('is never green for more goods when it is red for fewer', () => {
    const questions = EU_ARRIVALS_BY_LAW.goods.flatMap((rule) => (rule.red === 'any' ? [] : [rule.goods]));
    const amounts = fc.dictionary(fc.constantFrom(...questions), fc.integer({ min: 1, max: 5_000 }));
    fc.assert(
      fc.property(amounts, fc.constantFrom(...questions), fc.integer({ min: 1, max: 5_000 }), (goods, more, by) => {
        const answer = (of: Record<string, number>) =>
          Object.entries(of).map(([name, amount]) => ({ goods: name, amount })) as DeclarationAnswer['goods'];
        const before = byLaw(answer(goods));
        const after = byLaw(answer({ ...goods, [more]: (goods[more] ?? 0) + by }));
        if (before === 'red') expect(after).toBe('red');
      }),
    );
  });
});

describe('rules with a law', () => {
  const { law, goods } = EU_ARRIVALS_BY_LAW;
  it('of the example are valid', () => {
    expect(declarationRulesSchema.parse(JSON.parse(JSON.stringify(EU_ARRIVALS_BY_LAW)))).toEqual(EU_ARRIVALS_BY_LAW);
  });

  it.each<readonly [string, object]>([
    ['in another currency', { currency: 'CHF' }],
    ['that asks for goods that the lane does not ask for', { goods: goods.filter((one) => one.goods !== 'beer') }],
    ['that is missing', { law: undefined }],
    [
      'whose tests fail',
      {
        law: {
          ...law,
          rules: {
            ...EU_PASSENGERS,
            rules: EU_PASSENGERS.rules.map((rule) => ({
              ...rule,
              tests: rule.tests.map((one) => ({ ...one, holds: true })),
            })),
          },
        },
      },
    ],
    ['in another unit', { goods: goods.map((one) => (one.goods === 'beer' ? { ...one, unit: 'pieces' } : one)) }],
    ['for an unknown means of transport', { law: { ...law, transport: 'tube' } }],
  ])('are refused: one %s', (_, change) => {
    expect(declarationRulesSchema.safeParse({ ...EU_ARRIVALS_BY_LAW, ...change }).success).toBe(false);
  });
});

describe('declarant', () => {
  const born = (text: string) => new TextEncoder().encode(text);
  const at = Date.UTC(2026, 10, 28, 23, 30);
  it('has the age of the local day', () => {
    expect(declarantOf(born('091129'), 'Europe/Brussels', at)).toEqual({
      age: { youngest: 17, oldest: 17 },
      today: '2026-11-29',
    });
    expect(declarantOf(born('091129'), 'UTC', at)).toEqual({ age: { youngest: 16, oldest: 16 }, today: '2026-11-28' });
  });

  it('has no age without a date of birth that is trusted', () => {
    expect(declarantOf(undefined, 'UTC', at)).toEqual({ age: undefined, today: '2026-11-28' });
    expect(declarantOf(born('<<<<<<'), 'UTC', at).age).toBeUndefined();
  });
});

describe('declaration rules', () => {
  it('of the product are valid, and have one digest', () => {
    expect(declarationRulesSchema.parse(EU_ARRIVALS)).toEqual(EU_ARRIVALS);
    expect(rulesDigest({ ...EU_ARRIVALS })).toBe(rulesDigest(EU_ARRIVALS));
    expect(rulesDigest({ ...EU_ARRIVALS, currency: 'CHF' })).not.toBe(rulesDigest(EU_ARRIVALS));
  });

  const measured = { goods: 'wine', red: 'above', limit: 4_000, unit: 'millilitres', step: 750, most: 90_000 };
  it.each([
    ['without goods', []],
    ['with goods named twice', [measured, measured]],
    ['without a limit', [{ ...measured, limit: undefined }]],
    ['with a limit that cannot be exceeded', [{ ...measured, most: 4_000 }]],
    ['with a step beyond the end', [{ ...measured, step: 90_001 }]],
    ['with a limit in fractions', [{ ...measured, limit: 0.5 }]],
    ['with a limit for goods without a count', [{ goods: 'restricted', red: 'any', limit: 5 }]],
    ['about goods for which the screen has no text', [{ goods: 'sausages', red: 'any' }]],
  ])('are refused %s', (_what, goods) => {
    expect(declarationRulesSchema.safeParse({ ...EU_ARRIVALS, goods }).success).toBe(false);
  });

  it.each([{ version: 2 }, { id: '' }, { id: 'Arrivals in the Union' }, { currency: 'euro' }, { note: 'x' }])(
    'are refused with %j',
    (over) => {
      expect(declarationRulesSchema.safeParse({ ...EU_ARRIVALS, ...over }).success).toBe(false);
    },
  );
});
