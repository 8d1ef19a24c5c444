import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SelectionRule } from '../../../../../server/contract/rules/selection-set.ts';
import { judgeDeclaration } from '../../../../../server/goods/declarations/judge-declaration.ts';
import type { Declaration } from '../../../../../server/goods/declarations/form/declaration.ts';
import { judgeSelection, selectedSchema } from '../../../../../server/goods/declarations/selection/judge-selection.ts';
import { selectionRule, selectionSet } from '../../../../support/selection-set.ts';
import { B1, changed, H1, H7 } from '../fixtures/declarations.ts';

const TODAY = '2026-11-28';
const CONTEXT = { rates: { base: 'EUR', rates: { USD: '1.0843', JPY: '164.21' } }, traderDays: 10, today: TODAY };

function declarationOf(content: object): Declaration {
  const { declaration } = judgeDeclaration(content, { jurisdiction: 'EU', today: TODAY });
  if (declaration === undefined) throw new Error('no declaration');
  return declaration;
}

/** Whether a rule with this condition holds. */
function holds(when: SelectionRule['when'], content: object, context: Partial<typeof CONTEXT> = {}): boolean {
  const set = selectionSet([selectionRule({ when, state: 'in-force' })]);
  return judgeSelection(set, declarationOf(content), { ...CONTEXT, ...context }).held.length > 0;
}

const is = (fact: string, value: number | string): SelectionRule['when'] =>
  typeof value === 'string'
    ? { code: fact, in: [value] }
    : {
        all: [
          { amount: fact, is: 'at-least', limit: value },
          { amount: fact, is: 'at-most', limit: value },
        ],
      };

describe('selection rules of a declaration', () => {
  const goods = changed(H1, {
    '/representative': { id: 'DE1', status: '2' },
    '/goods/0/supplementaryUnits': '3',
    '/goods/0/preference': '100',
  });

  it.each([
    ['data-set', 'H1'],
    ['representation', 'direct'],
    ['additional-type', 'A'],
    ['transport-mode', '1'],
    ['items', 1],
    ['invoice-value', 100_000],
    ['gross-mass', 520_500],
    ['trader-days', 10],
    ['chapter', '01'],
    ['heading', '0101'],
    ['subheading', '010121'],
    ['origin', 'US'],
    ['dispatch', 'US'],
    ['destination', 'DE'],
    ['procedure', '40'],
    ['previous-procedure', '00'],
    ['preference', '100'],
    ['valuation-method', '1'],
    ['item-value', 100_000],
    ['net-mass', 500_000],
    ['pieces', 3],
    ['packages', 10],
    ['value-per-piece', 33_333],
    ['value-per-kilogram', 200],
    ['grams-per-piece', 166_666],
  ] as const)('have the fact %s', (fact, value) => {
    expect(holds(is(fact, value), goods)).toBe(true);
    expect(holds({ not: is(fact, value) }, goods)).toBe(false);
  });

  it('take the intrinsic value of H7, and convert money exactly and round it down once', () => {
    expect(holds(is('item-value', 4_000), H7)).toBe(true);
    const dollars = changed(H1, { '/goods/0/amount': { amount: '1084.30', currency: 'USD' } });
    expect(holds(is('item-value', 100_000), dollars)).toBe(true);
    const less = changed(H1, { '/goods/0/amount': { amount: '1084.29', currency: 'USD' } });
    expect(holds(is('item-value', 99_999), less)).toBe(true);
    const yen = changed(H1, { '/goods/0/amount': { amount: '164', currency: 'JPY' } });
    expect(holds(is('item-value', 99), yen)).toBe(true);
  });

  it('do not hold where a fact is not known', () => {
    const value = { amount: 'item-value', is: 'at-least', limit: 0 } as const;
    const dinars = changed(H1, { '/goods/0/amount': { amount: '1', currency: 'TND' } });
    expect([holds(value, dinars), holds({ not: value }, dinars)]).toEqual([false, false]);
    expect(holds({ amount: 'trader-days', is: 'below', limit: 90 }, H1, { traderDays: undefined as never })).toBe(
      false,
    );
    expect(holds(is('origin', 'US'), H7)).toBe(false);
    expect(
      holds({ amount: 'pieces', is: 'at-least', limit: 0 }, changed(H1, { '/goods/0/supplementaryUnits': '2.5' })),
    ).toBe(false);
    expect(
      holds(
        { amount: 'value-per-piece', is: 'at-least', limit: 0 },
        changed(H1, { '/goods/0/supplementaryUnits': '0' }),
      ),
    ).toBe(false);
  });

  it('hold where one item fits all of a condition, and not where two items fit a part each', () => {
    const two = changed(H1, {
      '/goods': [
        { ...H1.goods[0], origin: 'FR' },
        { ...H1.goods[0], number: '2', commodity: { hs: '870323' } },
      ],
    });
    const both = { all: [is('heading', '0101'), is('origin', 'US')] };
    expect(holds(both, H1)).toBe(true);
    expect(holds(both, two)).toBe(false);
    expect(holds({ all: [is('heading', '8703'), is('origin', 'US')] }, two)).toBe(true);
  });

  it('judge the declaration alone where there is no item', () => {
    expect(holds(is('data-set', 'B1'), changed(B1, { '/goods': undefined }))).toBe(true);
  });

  it('are told apart by state, and have days', () => {
    const set = selectionSet([
      selectionRule({ id: 'trial' }),
      selectionRule({ id: 'force', state: 'in-force' }),
      selectionRule({ id: 'later', from: '2026-11-29' }),
      selectionRule({ id: 'over', until: '2026-11-27' }),
    ]);
    expect(judgeSelection(set, declarationOf(H1), CONTEXT)).toEqual({ held: ['force'], trial: ['trial'] });
    expect(judgeSelection({ ...set, until: '2026-11-27' }, declarationOf(H1), CONTEXT)).toEqual({
      held: [],
      trial: [],
    });
  });

  it('bound large amounts, so that no fact is more than a rule can compare', () => {
    const most = changed(H1, { '/goods/0/amount': { amount: '99999999999999.99', currency: 'EUR' } });
    expect(holds({ amount: 'item-value', is: 'above', limit: 1_000_000_000 }, most)).toBe(true);
  });

  it('give ids of the set and nothing else, whatever the declaration has', () => {
    const set = selectionSet([selectionRule({ id: 'a' }), selectionRule({ id: 'b', state: 'in-force' })]);
    const text = fc.oneof(fc.string(), fc.constantFrom('0101', 'US', '1', '-1', '1e9'));
    fc.assert(
      fc.property(text, text, text, (hs, origin, amount) => {
        const content = changed(H1, {
          '/goods/0/commodity': { hs },
          '/goods/0/origin': origin,
          '/goods/0/amount': { amount, currency: 'EUR' },
        });
        const selected = judgeSelection(set, declarationOf(content), CONTEXT);
        expect(selectedSchema.safeParse({ set: 'a'.repeat(64), ...selected }).success).toBe(true);
        expect([...selected.held, ...selected.trial].every((id) => id === 'a' || id === 'b')).toBe(true);
      }),
    );
  });
});
