import { describe, expect, it } from 'vitest';
import {
  canonicalSelection,
  type SelectionRule,
  type SelectionSet,
} from '../../../../../server/contract/rules/selection-set.ts';
import { type EarlierSet, judgeSet } from '../../../../../server/goods/declarations/selection/take-set.ts';
import { selectionRule, selectionSet } from '../../../../support/selection-set.ts';

const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 10, 28, 12);
const trial = selectionRule();
const force = selectionRule({ state: 'in-force' });

const judged = (set: SelectionSet, earlier: readonly EarlierSet[] = []): string => {
  const { kind, ...rest } = judgeSet(canonicalSelection(set) ?? new Uint8Array(), earlier, {
    jurisdiction: 'EU',
    nowMs: NOW,
  });
  return 'code' in rest ? rest.code : [kind, ...rest.urgent].join(' ');
};
/** A set that was taken the given number of days ago. */
const before = (days: number, rules: readonly SelectionRule[], changes: Partial<SelectionSet> = {}): EarlierSet => ({
  set: selectionSet(rules, changes),
  takenAt: NOW - days * DAY_MS,
});

describe('a published set', () => {
  it('is refused for another jurisdiction, after its last day, and with a test that fails', () => {
    expect(judged(selectionSet([trial], { jurisdiction: 'GB' }))).toBe('jurisdiction');
    expect(judged(selectionSet([trial], { until: '2026-11-27' }))).toBe('expired');
    expect(judged(selectionSet([trial], { until: '2026-11-28' }))).toBe('taken');
    expect(judged(selectionSet([selectionRule({ when: { flag: 'none' } })]))).toBe('tests-failed');
  });

  it('puts a rule in force after 14 days of trial with the same condition', () => {
    expect(judged(selectionSet([force]))).toBe('not-tried');
    expect(judged(selectionSet([force]), [before(13.9, [trial])])).toBe('not-tried');
    expect(judged(selectionSet([force]), [before(14, [trial])])).toBe('taken');
    const changed = selectionRule({
      state: 'in-force',
      when: { code: 'heading', in: ['0101'] },
      tests: [
        { facts: { heading: '0101' }, holds: true },
        { facts: { heading: '0102' }, holds: false },
      ],
    });
    expect(judged(selectionSet([changed]), [before(30, [trial])])).toBe('not-tried');
    expect(judged(selectionSet([{ ...force, id: 'another' }]), [before(30, [trial])])).toBe('not-tried');
  });

  it('adds the days of several sets, and not those without the rule', () => {
    const sets = [before(20, [trial]), before(13, []), before(7, [trial])];
    expect(judged(selectionSet([force]), sets)).toBe('taken');
    expect(judged(selectionSet([force]), [before(19, [trial]), before(13, []), before(7, [trial])])).toBe('not-tried');
  });

  it('keeps a rule in force that was in force before', () => {
    expect(judged(selectionSet([{ ...force, control: 'physical' }]), [before(1, [force])])).toBe('taken');
    expect(judged(selectionSet([force]), [before(2, [force]), before(1, [])])).toBe('not-tried');
  });

  it('takes a reason for urgency, and names the rule', () => {
    expect(judged(selectionSet([{ ...force, urgency: 'A seizure yesterday' }]))).toBe('taken horses');
  });

  it('asks for the days of the set before it, where that asks for more', () => {
    const sets = [before(20, [trial], { trialDays: 30 })];
    expect(judged(selectionSet([force], { trialDays: 1 }), sets)).toBe('not-tried');
    expect(judged(selectionSet([force], { trialDays: 30 }), [before(20, [trial])])).toBe('not-tried');
    expect(judged(selectionSet([force], { trialDays: 1 }), [before(20, [trial])])).toBe('taken');
  });
});
