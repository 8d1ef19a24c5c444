import { describe, expect, it } from 'vitest';
import { EU_PASSENGERS } from './eu-passengers.ts';
import { judgeRules } from '../../../../server/contract/rules/judge-rules.ts';
import { loadRules } from '../../../../server/contract/rules/load-rules.ts';
import type { Condition, Facts, Rule, RuleSet } from '../../../../server/contract/rules/rule-set.ts';
import { US_PASSENGERS } from './us-passengers.ts';

const TODAY = '2026-11-28';
const NOTHING = {
  currency: 0,
  cigarettes: 0,
  cigarillos: 0,
  cigars: 0,
  'smoking-tobacco': 0,
  spirits: 0,
  'fortified-wine': 0,
  wine: 0,
  beer: 0,
  'other-goods': 0,
  restricted: false,
  commercial: false,
} as const;
const [CASH] = EU_PASSENGERS.rules as [Rule];
const setOf = (...rules: readonly unknown[]) => ({ ...EU_PASSENGERS, rules });
const faultsOf = (content: unknown): readonly string[] => {
  const loaded = loadRules(content);
  return loaded.kind === 'loaded' ? [] : loaded.faults.map(({ rule, why }) => `${rule ?? 'set'}: ${why}`);
};
const judged = (set: RuleSet, facts: Facts, today = TODAY) => {
  const { channel, findings } = judgeRules(set, facts, today);
  return [channel, ...findings.map(({ rule }) => rule)];
};

describe.each([EU_PASSENGERS, US_PASSENGERS])('the example $id', (set) => {
  it('loads: its facts are known, and its tests pass', () => {
    expect(faultsOf(set)).toEqual([]);
    expect(faultsOf(JSON.parse(JSON.stringify(set)))).toEqual([]);
  });
});

describe('passengers to the Union', () => {
  it.each<readonly [string, Facts, readonly string[]]>([
    ['an adult with nothing', { age: 40, transport: 'air' }, ['green']],
    ['an adult of unknown age with nothing', { transport: 'air' }, ['green']],
    ['half of two allowances', { age: 40, transport: 'air', cigarettes: 100, cigars: 25 }, ['green']],
    ['more than one allowance in all', { age: 40, transport: 'air', cigarettes: 120, cigars: 25 }, ['red', 'tobacco']],
    ['a bottle of wine with a child', { age: 16, transport: 'air', wine: 750 }, ['red', 'under-17']],
    ['a bottle of wine, of unknown age', { transport: 'air', wine: 750 }, ['refer', 'under-17']],
    ['goods for 350 euros by road', { age: 40, transport: 'road', 'other-goods': 35_000 }, ['red', 'other-goods']],
    [
      'cash, and goods of unknown age',
      { transport: 'air', wine: 750, currency: 1_000_000 },
      ['red', 'cash', 'under-17'],
    ],
  ])('%s', (_, facts, expected) => {
    expect(judged(EU_PASSENGERS, { ...NOTHING, ...facts })).toEqual(expected);
  });

  it('are judged by the rules in force on the day', () => {
    expect(judged(EU_PASSENGERS, { ...NOTHING, age: 40, transport: 'air', currency: 2_000_000 }, '2021-06-02')).toEqual(
      ['green'],
    );
  });
});

describe('a note', () => {
  it('keeps the channel green, and is found', () => {
    expect(judged({ ...EU_PASSENGERS, rules: [{ ...CASH, severity: 'note' }] }, { currency: 1_000_000 })).toEqual([
      'green',
      'cash',
    ]);
  });
});

describe('a set of rules is refused whole', () => {
  const nested = (depth: number): Condition =>
    depth === 0 ? { amount: 'currency', is: 'at-least', limit: 1_000_000 } : { all: [nested(depth - 1)] };
  it.each<readonly [string, unknown, RegExp]>([
    [
      'for a test that fails',
      setOf({ ...CASH, tests: [{ facts: { currency: 1 }, holds: true }, CASH.tests[1]] }),
      /^cash: test 1: false instead of true$/,
    ],
    ['without a test that holds', setOf({ ...CASH, tests: [CASH.tests[1], CASH.tests[2]] }), /^cash: needs a test/],
    ['for an unknown fact', setOf({ ...CASH, when: { flag: 'gold' } }), /^cash: the fact gold is not a flag$/],
    [
      'for a fact of another kind',
      setOf({ ...CASH, when: { flag: 'currency' } }),
      /^cash: the fact currency is not a flag$/,
    ],
    [
      'for an unknown code',
      setOf({ ...CASH, when: { code: 'transport', in: ['tube'] } }),
      /^cash: transport has no code tube$/,
    ],
    ['for two versions on one day', setOf(CASH, { ...CASH, version: 2, from: '2026-01-01' }), /^cash: two versions/],
    ['for a rule that ends before it begins', setOf({ ...CASH, until: '2020-01-01' }), /^cash: ends before it begins$/],
    ['for conditions that are too deep', setOf({ ...CASH, when: nested(7) }), /^cash: has too many conditions/],
    ['for an unknown operator', setOf({ ...CASH, when: { matches: '(a+)+$' } }), /^set: rules\.0\.when/],
    [
      'for a fraction',
      setOf({ ...CASH, when: { amount: 'currency', is: 'above', limit: 0.5 } }),
      /^set: rules\.0\.when/,
    ],
    [
      'for a source without an address',
      setOf({ ...CASH, source: { ...CASH.source, url: 'eur-lex' } }),
      /^set: rules\.0\.source/,
    ],
    ['for a set that is no object', 'rules', /^set: /],
  ])('%s', (_, content, fault) => {
    const faults = faultsOf(content);
    expect(faults).not.toEqual([]);
    expect(faults[0]).toMatch(fault);
  });

  it('for 100,000 levels of negation, without an exception', () => {
    let when: unknown = { flag: 'restricted' };
    for (let level = 0; level < 100_000; level += 1) when = { not: when };
    expect(faultsOf(setOf({ ...CASH, when }))).toEqual(['set: the set is too deep']);
  });

  it('but not for a rule that follows another', () => {
    expect(faultsOf(setOf({ ...CASH, until: '2025-12-31' }, { ...CASH, version: 2, from: '2026-01-01' }))).toEqual([]);
  });
});
