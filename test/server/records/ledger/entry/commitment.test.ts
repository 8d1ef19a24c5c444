import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  commitTo,
  ENTRY_BYTES,
  entryPayload,
  joinOpening,
  readOpening,
  splitOpening,
} from '../../../../../server/records/ledger/entry/commitment.ts';
import {
  codesOfType,
  ENTRY_TYPE_CODES,
  entrySchema,
  type EntryDraft,
} from '../../../../../server/records/ledger/entry/entry.ts';
import { SAMPLE_ENTRIES } from '../fixtures/sample-entries.ts';
import { TLOG_DATA, tlogJson } from '../fixtures/tlog-data.ts';

const samples = Object.values(SAMPLE_ENTRIES) as EntryDraft[];
const openingOf = (entry: EntryDraft) => ({ salt: randomBytes(32), payload: entryPayload(entry) });

describe('an entry', () => {
  test.each(samples.map((entry) => [entry.type, entry] as const))(
    'of type %s is committed and opened',
    (type, entry) => {
      const opening = openingOf(entry);
      const bytes = commitTo(entry, opening);
      expect(bytes).toHaveLength(ENTRY_BYTES);
      expect(bytes[0]).toBe(1);
      expect(Buffer.from(bytes).readUInt16BE(1)).toBe(ENTRY_TYPE_CODES[type]);
      expect(readOpening(splitOpening(joinOpening(opening)))).toEqual({ kind: 'opened', entry });
    },
  );
  test('has the same length with any content, and never the same bytes', () => {
    const commitments = samples.flatMap((entry) => [1, 2].map(() => commitTo(entry, openingOf(entry))));
    expect(new Set(commitments.map((one) => one.length))).toEqual(new Set([ENTRY_BYTES]));
    expect(new Set(commitments.map((one) => Buffer.from(one).toString('hex'))).size).toBe(commitments.length);
  });
  test('has a different code for each type', () => {
    expect(new Set(Object.values(ENTRY_TYPE_CODES)).size).toBe(samples.length);
    const all = samples.flatMap(({ type }) => codesOfType(type));
    expect(new Set(all).size).toBe(all.length);
  });
  test.each([
    ['an act that decides', { ...SAMPLE_ENTRIES.act, version: 2, decides: true }, 0x02_06],
    ['another act', { ...SAMPLE_ENTRIES.act, version: 2, decides: false }, 0x02_07],
    ['an act in a session', { ...SAMPLE_ENTRIES.act, version: 3, decides: false, session: 'e'.repeat(32) }, 0x02_07],
    ['an act without one', { ...SAMPLE_ENTRIES.act, version: 3, decides: true, session: null }, 0x02_06],
    ['a row that a report of a year has', { ...SAMPLE_ENTRIES.row, version: 3, reported: 'rows' }, 0x02_08],
    ['a counted row', { ...SAMPLE_ENTRIES.row, version: 3, reported: 'number' }, 0x02_09],
    ['another row', { ...SAMPLE_ENTRIES.row, version: 3, reported: 'nothing' }, 0x02_0a],
  ] satisfies [string, EntryDraft, number][])('about %s has a code of its own', (_name, entry, code) => {
    const opening = openingOf(entry);
    expect(Buffer.from(commitTo(entry, opening)).readUInt16BE(1)).toBe(code);
    expect(readOpening(opening)).toEqual({ kind: 'opened', entry });
  });
  test.each([
    ['a field more', { ...SAMPLE_ENTRIES.viewing, name: 'x' }],
    ['a field less', { type: 'viewing', version: 1, grant: 'cd'.repeat(32) }],
    ['free text', { ...SAMPLE_ENTRIES.act, act: 'Looked at Mr Smith' }],
    ['free text in its details', { ...SAMPLE_ENTRIES.act, details: { note: 'Looked at Mr Smith' } }],
    [
      'many details',
      { ...SAMPLE_ENTRIES.act, details: Object.fromEntries('abcdefghi'.split('').map((name) => [name, 1])) },
    ],
    ['a session of version 2', { ...SAMPLE_ENTRIES.act, version: 2, decides: true, session: null }],
    ['no word about its session', { ...SAMPLE_ENTRIES.act, version: 3, decides: true }],
    ['a session that is no id', { ...SAMPLE_ENTRIES.act, version: 3, decides: true, session: 'anna' }],
    ['an unknown type', { ...SAMPLE_ENTRIES.act, type: 'other' }],
    ['one approver', { ...SAMPLE_ENTRIES.policy, approvedBy: ['p-1'] }],
  ])('with %s is refused', (_name, entry) => {
    expect(entrySchema.safeParse(entry).success).toBe(false);
    const opening = { salt: randomBytes(32), payload: Buffer.from(JSON.stringify(entry)) };
    expect(readOpening(opening).kind).toBe('not-an-entry');
  });
  test('with another spelling does not open', () => {
    const payload = Buffer.from(JSON.stringify(SAMPLE_ENTRIES.viewing, undefined, 1));
    expect(readOpening({ salt: randomBytes(32), payload }).kind).toBe('not-an-entry');
  });
  test('is read or refused, with any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (extra) => {
        expect(readOpening(splitOpening(extra)).kind).toBe('not-an-entry');
      }),
    );
  });
});

test.skipIf(TLOG_DATA === undefined)('has the commitments of the golden log (POSTERN_DATA)', () => {
  const openings = tlogJson('golden', 'openings.json') as { salt: string; payload: string; leaf: string }[];
  expect(openings).toHaveLength(600);
  for (const { salt, payload, leaf } of openings) {
    const made = commitTo({ type: 'report' }, { salt: Buffer.from(salt, 'base64'), payload: Buffer.from(payload) });
    // Their types have other codes than ours.
    expect(Buffer.from(made.subarray(3)).toString('hex')).toBe(leaf.slice(6));
  }
});
