import { describe, expect, it } from 'vitest';
import { type RuleCount, ruleEffects } from '../../../../../server/goods/declarations/selection/rule-effects.ts';
import { selectionRule, selectionSet } from '../../../../support/selection-set.ts';

const DAY_MS = 86_400_000;
const FIRST = 20_000;
const trial = selectionRule({ id: 'trial' });
const force = selectionRule({ id: 'force', state: 'in-force' });
const plain = {
  day: FIRST,
  set: 1,
  held: [],
  trial: [],
  otherwise: false,
  isQueued: false,
  route: null,
  result: null,
  count: 1,
};
const count = (changes: Partial<RuleCount>): RuleCount => ({ ...plain, ...changes });

describe('effects of selection rules', () => {
  const set = selectionSet([trial, force], { from: '2020-01-01' });
  const sets = [
    {
      set,
      version: 1,
      takenAt: FIRST * DAY_MS,
      declared: new Map([
        [FIRST, 60],
        [FIRST + 1, 10],
      ]),
    },
    { set: null, version: null, takenAt: (FIRST + 1.5) * DAY_MS, declared: new Map([[FIRST + 1, 900]]) },
    { set, version: 2, takenAt: (FIRST + 2) * DAY_MS, declared: new Map([[FIRST + 2, 30]]) },
  ];
  const nowMs = (FIRST + 3) * DAY_MS;
  const rules = [trial, force].map((rule) => ({ ...rule, from: '2020-01-01' }));
  const used = sets.map((one) => (one.set === null ? one : { ...one, set: { ...set, rules } }));

  it('count hits among the declarations that the rule judged, day by day', () => {
    const counts = [
      count({ trial: ['trial'], count: 3 }),
      count({ trial: ['trial'], held: ['force'], isQueued: true, day: FIRST + 2, set: 2, count: 4 }),
    ];
    const [one, other] = ruleEffects({ ...set, rules }, { sets: used, counts, nowMs });
    expect(one).toMatchObject({ trialDays: 2, hits: { count: 7, of: 100 }, already: 4, added: 3 });
    expect(one?.days.map(({ judged, hits }) => [judged, hits])).toEqual([
      [60, 3],
      [10, 0],
      [30, 4],
    ]);
    expect(other).toMatchObject({ trialDays: 0, hits: { count: 4, of: 100 }, already: 0, added: 4 });
    // R: binom.test(7, 100)$conf.int
    expect(one?.hits.low).toBeCloseTo(0.0286, 4);
    expect(one?.hits.high).toBeCloseTo(0.1389, 4);
  });

  it('count frauds among hits with a control that tells, as the audit does', () => {
    const hit = { trial: ['trial'], isQueued: true, route: 'scan' } as const;
    const counts = [
      count({ ...hit, result: { made: 'scan', outcome: 'fraud' }, count: 2 }),
      count({ ...hit, result: { made: 'physical', outcome: 'conforming' }, count: 5 }),
      count({ ...hit, result: { made: 'documents', outcome: 'fraud' } }),
      count({ ...hit, result: { made: 'documents', outcome: 'conforming' }, count: 50 }),
      count({ ...hit, result: { made: 'none', outcome: 'waived' }, count: 50 }),
      count({ ...hit, count: 50 }),
    ];
    const [one] = ruleEffects({ ...set, rules }, { sets: used, counts, nowMs });
    expect(one?.frauds).toMatchObject({ count: 3, of: 8 });
  });

  it('say nothing about a rule with another condition, and about days on which it was not valid', () => {
    const other = selectionRule({ id: 'trial', when: { code: 'heading', in: ['0101'] } });
    const counts = [count({ trial: ['trial'], count: 3 })];
    const [one] = ruleEffects(selectionSet([other]), { sets: used, counts, nowMs });
    expect(one).toMatchObject({ hits: { count: 0, of: 0 }, days: [] });
    const late = used.map((was) => (was.set === null ? was : { ...was, set: { ...was.set, until: '2024-10-04' } }));
    const [two] = ruleEffects({ ...set, rules }, { sets: late, counts: [], nowMs });
    expect(two?.days.map(({ day }) => day)).toEqual(['2024-10-04']);
  });
});
