import { describe, expect, test } from 'vitest';
import { type CalendarFacts, calendarItems } from '../../../../server/oversight/calendar/calendar-items.ts';
import { CALENDAR_MS } from '../../../../server/oversight/calendar/calendar-kinds.ts';
import { kioskIdSchema } from '../../../../server/contract/field.ts';
import { DEVELOPMENT_RETENTION } from '../../../../kiosk/vault/retention/development-retention.ts';
import { person } from '../../platform/access/fixtures/principals.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 28, 9);
const NONE: CalendarFacts = {
  policies: [],
  holds: [],
  requests: [],
  duties: [],
  documents: { record: undefined, assessment: undefined },
  outOfDate: { record: false, assessment: false },
  firstReportAt: undefined,
  succession: undefined,
  startedAt: undefined,
  compliance: [],
};
const datesOf = (facts: Partial<CalendarFacts>) =>
  calendarItems({ ...NONE, ...facts }, NOW).map(({ kind, dueAt, isOverdue, subject }) => ({
    kind,
    inDays: (dueAt - NOW) / DAY,
    isOverdue,
    subject,
  }));
const policy = (number: number, inDays: number) => ({
  policy: { ...DEVELOPMENT_RETENTION, number, validFrom: NOW + inDays * DAY },
  approvedAt: NOW - 400 * DAY,
});

describe('the calendar', () => {
  test('is empty for a server without people, policies and travellers', () => {
    expect(datesOf({})).toEqual([]);
  });

  test('has the review of the policy in force a year after its start, and the start of the next one', () => {
    expect(datesOf({ policies: [policy(3, 7), policy(2, -10), policy(1, -300)] })).toEqual([
      { kind: 'policy-start', inDays: 7, isOverdue: false, subject: '3' },
      { kind: 'policy-review', inDays: 355, isOverdue: false, subject: '2' },
    ]);
  });

  test('counts the year of a policy from its approval if it was in force before', () => {
    const earlier = { ...policy(1, -500), approvedAt: NOW - 100 * DAY };
    expect(datesOf({ policies: [earlier] })).toMatchObject([{ kind: 'policy-review', inDays: 265 }]);
  });

  test('has holds that still apply, without released and past ones, and tells two at one lane apart', () => {
    const hold = (id: string, inDays: number, releasedAt: number | null = null) => ({
      ...{ id, kioskId: kioskIdSchema.parse('north-1'), until: NOW + inDays * DAY, releasedAt },
    });
    const items = calendarItems(
      { ...NONE, holds: [hold('a', 3), hold('b', 3), hold('c', -1), hold('d', 5, NOW)] },
      NOW,
    );
    expect(items.map(({ kind, subject }) => [kind, subject])).toEqual([
      ['hold-end', 'north-1'],
      ['hold-end', 'north-1'],
    ]);
    expect(new Set(items.map(({ id }) => id)).size).toBe(2);
  });

  test('marks an answer to a traveller that is late, and leaves out closed requests', () => {
    const request = (id: string, inDays: number, closedAt: number | null = null) => ({
      ...{ id, dueAt: NOW + inDays * DAY, closedAt },
    });
    expect(
      datesOf({ requests: [request('0123456789abcdef', -2), request('f'.repeat(32), 9), request('c', 1, NOW)] }),
    ).toEqual([
      { kind: 'request-answer', inDays: -2, isOverdue: true, subject: '01234567' },
      { kind: 'request-answer', inDays: 9, isOverdue: false, subject: 'ffffffff' },
    ]);
  });

  test('has a document that was never made since the first traveller, and one that was made a year later', () => {
    const documents = { record: NOW - 360 * DAY, assessment: undefined };
    expect(datesOf({ documents, firstReportAt: NOW - 40 * DAY })).toEqual([
      { kind: 'assessment-review', inDays: -40, isOverdue: true, subject: null },
      { kind: 'record-review', inDays: 5, isOverdue: false, subject: null },
    ]);
    expect(datesOf({ documents: { record: undefined, assessment: undefined } })).toEqual([]);
  });

  test('has the end of training before the end of its duty, and of two duties of a person and role the later one', () => {
    const held = (name: string, days: number, training: number) => ({
      ...{ personId: person(name), role: 'officer' as const },
      ...{ validUntil: NOW + days * DAY, trainingValidUntil: NOW + training * DAY },
    });
    expect(
      datesOf({
        duties: [held('p-anna', 30, 10), held('p-anna', 60, 50), held('p-ben', 20, -1), held('p-cleo', 9, 9)],
      }),
    ).toEqual([
      { kind: 'training-end', inDays: -1, isOverdue: true, subject: 'p-ben' },
      { kind: 'duty-end', inDays: 9, isOverdue: false, subject: 'p-cleo' },
      { kind: 'duty-end', inDays: 20, isOverdue: false, subject: 'p-ben' },
      { kind: 'training-end', inDays: 50, isOverdue: false, subject: 'p-anna' },
      { kind: 'duty-end', inDays: 60, isOverdue: false, subject: 'p-anna' },
    ]);
  });

  test('has the announced key of the server until it is in force, and then its change a year later', () => {
    const startedAt = NOW - 900 * DAY;
    expect(datesOf({ startedAt })).toMatchObject([{ kind: 'server-key-rotation', inDays: -535, isOverdue: true }]);
    const next = (inDays: number) => ({ startedAt, succession: { number: 1, nextFrom: NOW + inDays * DAY } });
    expect(datesOf(next(2))).toMatchObject([{ kind: 'server-key-start', inDays: 2 }]);
    expect(datesOf(next(-5))).toMatchObject([{ kind: 'server-key-rotation', inDays: 360, isOverdue: false }]);
  });

  test('ends after a year, and orders dates of one moment by kind', () => {
    const far = { ...{ id: 'a', kioskId: kioskIdSchema.parse('north-1'), releasedAt: null }, until: NOW + CALENDAR_MS };
    expect(datesOf({ holds: [far, { ...far, until: far.until + 1 }] })).toHaveLength(1);
    const same = { id: 'b', dueAt: far.until, closedAt: null };
    expect(datesOf({ holds: [far], requests: [same] }).map(({ kind }) => kind)).toEqual(['request-answer', 'hold-end']);
  });
});
