import { describe, expect, test } from 'vitest';
import { complianceDates, type ComplianceFacts } from '../../../../server/oversight/calendar/compliance-dates.ts';
import { caseDuties } from '../../../../server/oversight/compliance/breaches/case-duties.ts';
import { STANDARDS } from '../../../../server/oversight/compliance/controls/pack.ts';
import { FRAMEWORKS } from '../../../../server/oversight/compliance/frameworks/frameworks.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const AWARE = Date.UTC(2026, 10, 28, 9);
const NONE: ComplianceFacts = {
  breaches: [],
  measures: [],
  agreements: [],
  audits: [],
  findings: [],
  standards: [],
  frameworks: [],
};
const datesOf = (facts: Partial<ComplianceFacts>) => complianceDates({ ...NONE, ...facts });
const breach = (assessment: Parameters<typeof caseDuties>[0]['assessment']) => ({
  ...{ id: 'c'.repeat(32), laws: ['eu-gdpr'] as const, awareAt: AWARE },
  ...{ assessment, majorAt: null },
});
type Agreements = ComplianceFacts['agreements'];
const version = (id: string, until: string, state: Agreements[number]['state']) =>
  ({ agreement: { id, until }, state }) as Agreements[number];

describe('the dates of compliance', () => {
  test('are none without cases, measures, agreements and laws', () => {
    expect(datesOf({})).toEqual([]);
  });

  test('have the 72 hours of the GDPR for a case without an assessment', () => {
    const one = breach(null);
    expect(datesOf({ breaches: [{ breach: one, duties: caseDuties(one, [], []) }] })).toMatchObject([
      { kind: 'breach-notice', dueAt: AWARE + 72 * HOUR, subject: 'cccccccc' },
    ]);
  });

  test('keep the deadline of a case of low risk until two people decide that nothing is sent', () => {
    const unlikely = breach({
      ...{ risk: 'unlikely', harms: ['identity-theft'], groups: ['travellers'], data: ['names'] },
      ...{ people: 1, records: 1, isMajor: false },
    } as never);
    const decided = caseDuties(breach(null), [], [{ about: 'no-breach' } as never]);
    expect(datesOf({ breaches: [{ breach: unlikely, duties: caseDuties(unlikely, [], []) }] })).toMatchObject([
      { kind: 'breach-notice', dueAt: AWARE + 72 * HOUR },
    ]);
    expect(datesOf({ breaches: [{ breach: breach(null), duties: decided }] })).toEqual([]);
  });

  test('count the last day of a measure, an audit and a finding as a whole day, and leave out ended ones', () => {
    const measure = (id: string, outcome: 'done' | null) => ({
      ...{ id, reference: 'DPA 12/2026', dueDay: '2027-01-31', outcome },
    });
    const finding = (id: string, outcome: null) => ({ id, agreement: 'north', dueDay: '2027-02-01', outcome });
    expect(
      datesOf({
        measures: [measure('a', null), measure('b', 'done')],
        audits: [{ agreement: 'north', day: '2027-03-01', lastAt: null }],
        findings: [finding('f', null), finding('g', null)],
      }).map(({ kind, dueAt, key }) => [kind, new Date(dueAt).toISOString(), key]),
    ).toEqual([
      ['corrective-action', '2027-01-31T23:59:59.999Z', 'a'],
      ['partner-audit', '2027-03-01T23:59:59.999Z', undefined],
      ['partner-finding', '2027-02-01T23:59:59.999Z', 'f'],
      ['partner-finding', '2027-02-01T23:59:59.999Z', 'g'],
    ]);
  });

  test('have the end of an agreement once, by its last version', () => {
    const agreements = [
      version('north', '2027-06-30', 'in-force'),
      version('north', '2028-06-30', 'signed'),
      version('south', '2027-01-31', 'ended'),
      version('west', '2027-01-31', 'draft'),
    ];
    expect(datesOf({ agreements })).toEqual([
      { kind: 'agreement-end', dueAt: Date.UTC(2028, 6, 1) - 1, subject: 'north' },
    ]);
  });

  test('have the next reading of the certification pack and of each chosen law', () => {
    const frameworks = FRAMEWORKS.filter(({ id }) => id === 'eu-gdpr' || id === 'eu-ai-act');
    const dates = datesOf({ standards: STANDARDS, frameworks });
    const readings = dates.filter(({ kind }) => kind === 'document-reading');
    expect(readings.length).toBeGreaterThan(0);
    expect(readings.every(({ subject }) => Number(subject) > 0)).toBe(true);
    const laws = dates.filter(({ kind }) => kind === 'law-reading');
    expect(laws.map(({ subject }) => subject)).toEqual(frameworks.map(({ id }) => id));
    for (const { dueAt, lastAt } of laws) expect(dueAt - (lastAt ?? 0)).toBe(365 * DAY);
  });
});
