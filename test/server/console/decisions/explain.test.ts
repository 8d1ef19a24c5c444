import { describe, expect, it } from 'vitest';
import { DEVELOPMENT_RETENTION } from '../../../../kiosk/vault/retention/development-retention.ts';
import { dateAndTime } from '../../../../server/console/design/times.ts';
import { explain } from '../../../../server/console/decisions/explain.ts';

const DAY = (day: number) => Date.UTC(2026, 2, day);
const HELD = {
  ...{ id: 'd'.repeat(32), personId: 'p-otto', role: 'officer', sites: ['north'], lanes: 'all', shifts: [] },
  ...{ validFrom: DAY(1), validUntil: DAY(5), trainingValidUntil: DAY(9) },
};
const HOLD = { kioskId: 'north-1', transactionId: 'a'.repeat(32), reason: 'court-order', until: DAY(20) };
const AT = (day: number) => `2026-03-${String(day).padStart(2, '0')} 00:00:00 UTC`;
const { personId: person, id, ...terms } = HELD;

describe('the explanation of a proposal', () => {
  it('says where the account of a duty comes from, and what is unusual about it', () => {
    const before = { displayName: 'Otto', since: DAY(1), invitedBy: ['p-anna'], warnings: ['asked-by-inviter'] };
    const { lines, warnings } = explain({ kind: 'duty-give', payload: { person, ...terms }, before });
    expect(lines.slice(0, 3)).toEqual([
      ['Name', 'Otto'],
      ['Account since', AT(1)],
      ['Invited by', 'p-anna'],
    ]);
    expect(warnings).toEqual([expect.stringContaining('also sent the invitation')]);
    const printed = explain({ kind: 'duty-give', payload: { person, ...terms }, before: { ...before, invitedBy: [] } });
    expect(printed.lines[2]).toEqual(['Invited by', 'no one: a code that the server printed']);
  });

  it.each<readonly [string, unknown, unknown, string, readonly (readonly string[])[]]>([
    [
      'duty-give',
      { person, ...terms },
      null,
      'p-otto is given a duty: Officer.',
      [
        ['Sites', 'north'],
        ['Lanes', 'all of these sites'],
        ['Hours', 'at any time'],
        ['From', AT(1)],
        ['Until', AT(5)],
        ['Training valid until', AT(9)],
      ],
    ],
    [
      'officer-reinstate',
      { person, revokedAt: DAY(1), reason: 'suspicion-refuted', reference: 'Case 7' },
      { cause: 'suspicion', revokedBy: 'command-line', revokedAt: DAY(1), recoveredAt: null },
      'p-otto may view evidence again, as far as their duties allow it.',
      [
        ['Revoked', AT(1)],
        ['Revoked by', 'a command at the server'],
        ['Cause', 'The officer’s conduct is examined'],
        ['New keys by a recovery', 'none since the revocation'],
        ['Reason to take it back', 'The examination found nothing against the officer'],
        ['File or case', 'Case 7'],
        ['Before you approve', 'Read the file, and ask the person who revoked the officer.'],
      ],
    ],
    [
      'server-key',
      { next: 'a'.repeat(64), overlapDays: 30 },
      null,
      'Lanes accept the server’s next signing key from one day after the approval.',
      [
        ['Next key: compare it with the key that make-next printed', 'a'.repeat(64)],
        ['Both keys are accepted', '30 days'],
      ],
    ],
    [
      'duty-renew',
      { duty: id, validUntil: DAY(25), trainingValidUntil: DAY(9) },
      HELD,
      'p-otto’s duty is renewed: Officer.',
      [
        ['Until', AT(25), AT(5)],
        ['Training valid until', AT(9), AT(9)],
      ],
    ],
    [
      'duty-renew',
      { duty: id, validUntil: DAY(25), trainingValidUntil: DAY(9) },
      null,
      'A duty is renewed.',
      [['Until', AT(25)]],
    ],
    [
      'duty-end',
      { duty: id },
      HELD,
      'p-otto’s duty ends with the approval: Officer.',
      [['Until', 'the approval', AT(5)]],
    ],
    ['duty-end', { duty: id }, null, 'A duty ends with the approval.', []],
    [
      'degradation',
      {
        site: 'north',
        kiosks: ['north-1', 'north-2'],
        measure: 'without-fingers',
        cause: 'crowd',
        from: DAY(1),
        until: DAY(2),
      },
      null,
      'Fingers are not checked, at 2 lanes of north.',
      [
        ['Lanes', 'north-1, north-2'],
        ['Why', 'A crowd'],
        ['Until at the latest', dateAndTime(DAY(2))],
      ],
    ],
    [
      'detection-exception',
      {
        ...{ change: 'except', rule: 'acts-in-hour', reason: 'planned-work', until: DAY(20) },
        entity: { kind: 'person', id: 'p-otto' },
      },
      { days: 90, count: 2, judgedTrue: 1, latestAt: DAY(1) },
      `Findings “A person does much more than usual in this hour” about Person p-otto are hidden until ${AT(20)}.`,
      [
        ['Reason', 'Planned work'],
        ['Would have hidden in the last 90 days', '2 findings'],
        ['Judged right among them', '1'],
        ['Latest finding', AT(1)],
      ],
    ],
    [
      'detection-exception',
      { change: 'end', id: 'e'.repeat(32) },
      { rule: 'rows-rise', entity: { kind: 'partner', id: 'carrier-1' }, until: DAY(20) },
      'Findings “A partner agency takes more and more over days” about Partner agency carrier-1 are shown again after the approval.',
      [['The exception would have lasted until', AT(20)]],
    ],
    [
      'legal-hold',
      HOLD,
      null,
      'Lane north-1 keeps the captures of one traveller beyond their time limit.',
      [
        ['Why', 'Court order'],
        ['Until at the latest', AT(20)],
      ],
    ],
    [
      'legal-hold-release',
      { hold: id },
      HOLD,
      'Lane north-1 no longer holds the captures of one traveller.',
      [['Why', 'Court order']],
    ],
  ])('%s: %j beside %j', (kind, payload, before, says, lines) => {
    const explained = explain({ kind, payload, before });
    expect(explained.says).toBe(says);
    expect(explained.lines).toEqual(expect.arrayContaining(lines as string[][]));
  });

  it('lists only the changes of a retention policy', () => {
    const next = structuredClone({ ...DEVELOPMENT_RETENTION, number: 2 });
    next.classes.referred.limitMs = 7_200_000;
    const beside = (before: unknown) => explain({ kind: 'retention-policy', payload: next, before });
    expect(beside(DEVELOPMENT_RETENTION)).toEqual({
      says: 'Retention policy 2 replaces policy 1.',
      lines: [['Referred: kept at most', '2 h', '1 h']],
    });
    expect(beside(null).says).toBe('Retention policy 2, the first at this server.');
    expect(beside(null).lines.length).toBeGreaterThan(20);
  });

  it('names every field of a kind without words', () => {
    expect(explain({ kind: 'new-kind', payload: { laneCount: 3, why: 'because' }, before: null })).toEqual({
      says: 'new kind.',
      lines: [
        ['Lane count', '3'],
        ['Why', 'because'],
      ],
    });
  });
});
