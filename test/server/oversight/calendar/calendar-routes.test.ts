import { describe, expect, it } from 'vitest';
import type { CalendarAnswer } from '../../../../server/oversight/calendar/answers.ts';
import type { CalendarKind } from '../../../../server/oversight/calendar/calendar-kinds.ts';
import { receiptCodeSchema, transactionIdOf } from '../../../../server/contract/traveller-receipt.ts';
import { employ } from '../../fixtures/employ.ts';
import { testBrowser, type TestBrowser } from '../../people/people/fixtures/browser.ts';
import { duty } from '../../platform/access/fixtures/principals.ts';
import { privacyOffice, type PrivacyOffice } from '../../privacy/fixtures/privacy-office.ts';

const DAY = 86_400_000;

async function signedIn({ server }: PrivacyOffice, role: string): Promise<TestBrowser> {
  const browser = testBrowser(server);
  await browser.post('/v1/development/sign-in', { role });
  await browser.post('/v1/development/step-up', {});
  return browser;
}

async function calendarOf(browser: TestBrowser): Promise<CalendarAnswer> {
  return JSON.parse((await browser.get('/v1/calendar')).text) as CalendarAnswer;
}

const kindsOf = ({ items }: CalendarAnswer) => new Set<CalendarKind>(items.map(({ kind }) => kind));

describe('GET /v1/calendar', () => {
  it('shows each person the dates that they may see by their other acts', async () => {
    const office = await privacyOffice();
    await office.refer(5);
    const term = {
      validFrom: Date.now() - DAY,
      validUntil: Date.now() + 60 * DAY,
      trainingValidUntil: Date.now() + 9 * DAY,
    };
    await employ(office.server, 'p-otto', { ...duty('officer', term), id: '0'.repeat(32) });
    const privacy = await signedIn(office, 'privacy-officer');
    const [north] = office.lanes;
    const code = '5'.repeat(32);
    const transactionId = transactionIdOf(receiptCodeSchema.parse(code));
    await office.server.post('/v1/reports', north.next({ transactionId, reportedAt: Date.now() }).wire);
    await privacy.post('/v1/privacy/requests', { kind: 'access', proof: { by: 'receipt', receipt: code } });

    const own = kindsOf(await calendarOf(privacy));
    expect([...own]).toEqual(expect.arrayContaining(['request-answer', 'record-review', 'assessment-review']));
    expect(own.has('duty-end')).toBe(false);

    const administrator = await calendarOf(await signedIn(office, 'administrator'));
    expect(administrator.items).toContainEqual(
      expect.objectContaining({ kind: 'training-end', subject: 'p-otto', role: 'officer', isOverdue: false }),
    );
    expect(kindsOf(administrator).has('request-answer')).toBe(false);
    expect(kindsOf(administrator).has('record-review')).toBe(false);

    const auditor = kindsOf(await calendarOf(await signedIn(office, 'auditor')));
    expect(auditor.has('record-review') && auditor.has('duty-end')).toBe(true);
    expect(auditor.has('request-answer') || auditor.has('server-key-rotation')).toBe(false);
  });

  it('shows a person the dates of their own duty', async () => {
    const office = await privacyOffice();
    const term = {
      validFrom: Date.now() - DAY,
      validUntil: Date.now() + 60 * DAY,
      trainingValidUntil: Date.now() + 9 * DAY,
    };
    const { cookie } = await employ(office.server, 'p-anna', { ...duty('privacy-officer', term), id: '1'.repeat(32) });
    const { items } = (await (
      await fetch(`${office.server.url}/v1/calendar`, { headers: { cookie } })
    ).json()) as CalendarAnswer;
    expect(items.filter(({ role }) => role !== null).map(({ kind, subject }) => [kind, subject])).toEqual([
      ['training-end', 'p-anna'],
      ['duty-end', 'p-anna'],
    ]);
  });

  it('moves the record by a year when it is made as PDF, and not for another format', async () => {
    const office = await privacyOffice();
    await office.refer(5);
    const privacy = await signedIn(office, 'privacy-officer');
    const record = async () => (await calendarOf(privacy)).items.find(({ kind }) => kind === 'record-review');
    expect(await record()).toMatchObject({ isOverdue: true, lastAt: null });
    await privacy.post('/v1/privacy/exports?record=processing&format=csv', {});
    expect(await record()).toMatchObject({ isOverdue: true });
    await privacy.post('/v1/privacy/exports?record=processing&format=pdf', {});
    const made = await record();
    expect(made).toMatchObject({ isOverdue: false });
    expect((made?.dueAt ?? 0) - (made?.lastAt ?? 0)).toBe(365 * DAY);
  });

  it('is refused to officers and supervisors, and with a query', async () => {
    const office = await privacyOffice();
    for (const role of ['officer', 'supervisor', 'partner']) {
      expect((await (await signedIn(office, role)).get('/v1/calendar')).status).toBe(403);
    }
    expect((await (await signedIn(office, 'privacy-officer')).get('/v1/calendar?year=2027')).status).toBe(400);
  });

  it('shows a supervisory authority dates of compliance and none of a person', async () => {
    const office = await privacyOffice();
    await employ(office.server, 'p-otto', duty('officer', { validFrom: 0, validUntil: Date.now() + 60 * DAY }));
    const kinds = kindsOf(await calendarOf(await signedIn(office, 'regulator')));
    expect(kinds).toContain('document-reading');
    for (const kind of ['duty-end', 'training-end', 'request-answer', 'hold-end', 'server-key-rotation'] as const)
      expect(kinds.has(kind), kind).toBe(false);
    expect(kindsOf(await calendarOf(await signedIn(office, 'security-officer')))).toContain('document-reading');
  });
});
