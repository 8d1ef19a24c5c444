import { describe, expect, it } from 'vitest';
import type { Assessment } from '../../../../../server/oversight/compliance/breaches/breach-table.ts';
import {
  caseDuties,
  faultsOfNotice,
  isLate,
  isSettled,
  nearAt,
} from '../../../../../server/oversight/compliance/breaches/case-duties.ts';
import type { BreachDecision, BreachNotice } from '../../../../../server/oversight/compliance/breaches/notice-table.ts';
import { noticeDuty } from '../../../../../server/oversight/compliance/laws/breach-laws.ts';

const AWARE = 1_800_000_000_000;
const HOUR = 3_600_000;

const assessment = (risk: Assessment['risk'], isMajor = false): Assessment => ({
  ...{ risk, harms: ['confidentiality'], groups: ['travellers'], data: ['document-facts'] },
  ...{ people: 12, records: null, isMajor },
});
const open = { laws: ['eu-gdpr'], awareAt: AWARE, assessment: null, majorAt: null } as const;
const sent = (over: Partial<BreachNotice> = {}): BreachNotice => ({
  ...{
    id: 'n1',
    law: 'eu-gdpr',
    addressee: 'authority',
    version: 1,
    items: [],
    digest: '',
    madeBy: 'p',
    madeAt: AWARE,
  },
  ...{ signedBy: 'p', signedAt: AWARE, recordedBy: 'p', sentAt: AWARE + HOUR, channel: 'post', reference: null },
  ...over,
});
const decided = (over: Partial<BreachDecision> = {}): BreachDecision => ({
  ...{ id: 'd1', about: 'not-notify', law: 'eu-gdpr', addressee: 'people', ground: 'data-unreadable', reasons: '' },
  ...{ proposedBy: 'p', approvedBy: 'q', approvedAt: AWARE },
  ...over,
});

describe('duties of a case', () => {
  it('give the authority seventy-two hours from the awareness, before any assessment', () => {
    const [authority, people] = caseDuties(open, [], []);
    expect(authority).toMatchObject({ dueAt: AWARE + 72 * HOUR, applies: null, state: 'open' });
    expect(people).toMatchObject({ dueAt: null, applies: null, state: 'open' });
  });

  it('follow the assessment, and none ends by it alone', () => {
    const low = caseDuties({ ...open, assessment: assessment('unlikely') }, [], []);
    expect(low.map(({ applies }) => applies)).toEqual([false, false]);
    expect(low.some(isSettled)).toBe(false);
    const high = caseDuties({ ...open, assessment: assessment('high') }, [], []);
    expect(high.map(({ applies }) => applies)).toEqual([true, true]);
  });

  it('end with a complete notice, and stay open while a part is to follow', () => {
    const part = sent({ items: [{ item: 'measures', text: '', follows: true }] });
    expect(caseDuties(open, [part], [])[0]).toMatchObject({ state: 'sent-in-part', sentAt: AWARE + HOUR });
    const whole = sent({ id: 'n2', version: 2, items: [{ item: 'measures', text: 'Done.', follows: false }] });
    expect(caseDuties(open, [part, whole], [])[0]).toMatchObject({ state: 'sent', sentAt: AWARE + HOUR });
    expect(caseDuties(open, [sent({ sentAt: null })], [])[0]?.state).toBe('open');
  });

  it('end with a decision about them, or with one that there was no breach', () => {
    expect(caseDuties(open, [], [decided()]).map(({ state }) => state)).toEqual(['open', 'not-notified']);
    const none = decided({ about: 'no-breach', law: null, addressee: null, ground: null });
    expect(caseDuties(open, [], [none]).every(isSettled)).toBe(true);
  });

  it('give a federal agency an hour, and seven days from the assessment as a major incident', () => {
    const agency = {
      ...open,
      laws: ['us-federal'],
      assessment: assessment('high', true),
      majorAt: AWARE + HOUR,
    } as const;
    const dueAt = Object.fromEntries(caseDuties(agency, [], []).map((one) => [one.duty.addressee, one.dueAt]));
    expect(dueAt).toEqual({
      'computer-emergency-team': AWARE + HOUR,
      legislature: AWARE + HOUR + 7 * 24 * HOUR,
      people: null,
    });
    expect(caseDuties({ ...agency, assessment: assessment('high') }, [], [])[1]?.dueAt).toBeNull();
  });

  it('announce a deadline a day ahead, or at half of a shorter time', () => {
    const [authority] = caseDuties(open, [], []);
    const [team] = caseDuties({ ...open, laws: ['us-federal'] }, [], []);
    if (authority === undefined || team === undefined) throw new Error('both laws have duties');
    expect(nearAt(authority)).toBe(AWARE + 48 * HOUR);
    expect(nearAt(team)).toBe(AWARE + HOUR / 2);
    expect(isLate(authority, AWARE + 72 * HOUR)).toBe(false);
    expect(isLate(authority, AWARE + 72 * HOUR + 1)).toBe(true);
    expect(isLate({ ...authority, sentAt: AWARE + HOUR }, AWARE + 100 * HOUR)).toBe(false);
  });
});

describe('a notice', () => {
  const authority = noticeDuty('eu-gdpr', 'authority');
  const people = noticeDuty('eu-gdpr', 'people');
  if (authority === undefined || people === undefined) throw new Error('the law has both duties');
  const full = authority.content.map(({ item }) => ({ item, text: 'Known.', follows: false }));

  it('states each part of Art. 33(3), and after the deadline the reasons for the delay', () => {
    expect(faultsOfNotice(authority, full, false)).toEqual([]);
    expect(faultsOfNotice(authority, full, true)).toEqual([{ item: 'reasons-for-delay', fault: 'missing' }]);
    expect(faultsOfNotice(authority, full.slice(1), false)).toEqual([{ item: 'nature', fault: 'missing' }]);
    const empty = full.map((one) => (one.item === 'measures' ? { ...one, text: '' } : one));
    expect(faultsOfNotice(authority, empty, false)).toEqual([{ item: 'measures', fault: 'missing' }]);
  });

  it('may leave parts for later to the authority, and none to people', () => {
    const later = full.map((one) => (one.item === 'consequences' ? { ...one, text: '', follows: true } : one));
    expect(faultsOfNotice(authority, later, false)).toEqual([]);
    expect(faultsOfNotice(people, later, false)).toEqual([{ item: 'consequences', fault: 'may-not-follow' }]);
  });
});
