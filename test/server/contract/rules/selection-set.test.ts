import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canonicalSelection,
  conditionDigest,
  isOnDay,
  loadSelection,
  readSelection,
  SELECTION_FACTS,
  SELECTION_LIMIT_BYTES,
} from '../../../../server/contract/rules/selection-set.ts';
import { DATA_SETS } from '../../../../server/goods/declarations/form/declaration.ts';
import { selectionRule, selectionSet } from '../../../support/selection-set.ts';

const set = selectionSet([selectionRule(), selectionRule({ id: 'others', state: 'in-force', urgency: 'A seizure' })]);
const codeOf = (content: unknown): string => {
  const loaded = loadSelection(content);
  return loaded.kind === 'refused' ? loaded.code : loaded.kind;
};

describe('a set of selection rules', () => {
  it('is loaded with its tests, and read from canonical bytes alone', () => {
    const bytes = canonicalSelection(set) ?? new Uint8Array();
    expect(readSelection(bytes)).toEqual({ kind: 'loaded', set });
    expect(readSelection(Buffer.from(JSON.stringify(set, null, 1)))).toMatchObject({ code: 'malformed' });
    expect(readSelection(bytes.subarray(1))).toMatchObject({ code: 'malformed' });
    expect(readSelection(new Uint8Array(SELECTION_LIMIT_BYTES + 1))).toMatchObject({ code: 'too-large' });
  });

  it('knows the data sets of the form', () => {
    expect(SELECTION_FACTS['data-set'].codes).toEqual(DATA_SETS);
  });

  it.each([
    ['no rules', selectionSet([]), 'loaded'],
    ['a test that fails', selectionSet([selectionRule({ when: { code: 'heading', in: ['8703'] } })]), 'tests-failed'],
    [
      'a fact that does not exist',
      selectionSet([selectionRule({ when: { code: 'consignee', in: ['X'] } })]),
      'tests-failed',
    ],
    ['a prototype member as a fact', selectionSet([selectionRule({ when: { flag: 'constructor' } })]), 'tests-failed'],
    [
      'a code of another form',
      selectionSet([selectionRule({ when: { code: 'origin', in: ['USA'] } })]),
      'tests-failed',
    ],
    ['a rule twice', selectionSet([selectionRule(), selectionRule({ version: 2 })]), 'malformed'],
    ['an end before its begin', { ...set, until: '2025-01-01' }, 'malformed'],
    ['an unknown member', { ...set, more: 1 }, 'malformed'],
    ['a rule without a source', { ...set, rules: [{ ...selectionRule(), source: undefined }] }, 'malformed'],
    [
      'an address without TLS',
      selectionSet([selectionRule({ source: { act: 'A', url: 'http://a.example', day: '2026-01-01' } })]),
      'malformed',
    ],
    ['65 rules', selectionSet(Array.from({ length: 65 }, (_, at) => selectionRule({ id: `r-${at}` }))), 'malformed'],
    ['a deep condition', selectionSet([selectionRule({ when: deep(40) })]), 'malformed'],
    ['a condition of seven levels', selectionSet([selectionRule({ when: deep(7) })]), 'tests-failed'],
    ['nothing', undefined, 'malformed'],
  ])('with %s', (_what, content, code) => {
    expect(codeOf(content)).toBe(code);
  });

  it('is read or refused, whatever bytes it has', () => {
    const text = new TextDecoder().decode(canonicalSelection(set));
    const mutated = fc
      .tuple(fc.nat(text.length), fc.nat(40), fc.string({ maxLength: 12 }))
      .map(([at, length, put]) => Buffer.from(text.slice(0, at) + put + text.slice(at + length)));
    const bytes = fc.oneof(
      mutated,
      fc.uint8Array({ maxLength: 300 }),
      fc.json().map((one) => Buffer.from(one)),
    );
    fc.assert(
      fc.property(bytes, (given) => {
        const read = readSelection(given);
        if (read.kind === 'loaded') expect(Buffer.from(canonicalSelection(read.set) ?? [])).toEqual(Buffer.from(given));
        else expect(read.faults.length).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });

  it('compares rules by their conditions alone', () => {
    expect(conditionDigest(selectionRule({ text: 'Other', version: 2 }))).toBe(conditionDigest(selectionRule()));
    expect(conditionDigest(selectionRule({ when: { code: 'origin', in: ['US'] } }))).not.toBe(
      conditionDigest(selectionRule()),
    );
  });

  it('holds between the days of the set and of the rule', () => {
    const rule = { from: '2026-02-01', until: '2026-03-01' };
    const days = ['2026-01-31', '2026-02-01', '2026-03-01', '2026-03-02'];
    expect(days.map((day) => isOnDay({ from: '2026-01-01', until: '2026-12-31' }, rule, day))).toEqual([
      ...[false, true, true, false],
    ]);
    expect(isOnDay({ from: '2026-01-01', until: '2026-02-10' }, { ...rule, until: null }, '2026-02-11')).toBe(false);
  });
});

function deep(levels: number): { not: never } | { flag: string } {
  let condition: object = { code: 'heading', in: ['0101'] };
  for (let level = 1; level < levels; level += 1) condition = { not: condition };
  return condition as { flag: string };
}
