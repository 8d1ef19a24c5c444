/** Audits of partners: what the log shows, two people for each step, the alarm about what is overdue, and sanctions that act at once. */
import { expect, test } from 'vitest';
import { alarmsAfter } from '../../../../server/records/alarms/alarm-table.ts';
import type { SharingAudits } from '../../../../server/sharing/audits/answers.ts';
import { AUDIT_CLAUSES } from '../../../../server/sharing/audits/vocabulary.ts';
import { lookAtDeliveries } from '../../../../server/sharing/watch-sharing.ts';
import { duty } from '../../platform/access/fixtures/principals.ts';
import { employ } from '../../fixtures/employ.ts';
import { askAsPartner, fetchAll, partnerPort, partnerSettings } from '../fixtures/partner-program.ts';
import { DAY_MS, sharingOffice } from '../fixtures/sharing-office.ts';
import { deliveries, delivererOf, differences, noisyAgreement } from '../fixtures/sharing-year.ts';

const NONE = Object.fromEntries(AUDIT_CLAUSES.map((clause) => [clause, 'met']));
const TEXT = 'A unit that the agreement does not name reads deliveries.';
const LIMIT = { timeout: 240_000 };
const EVIDENCE = 'The partner has taken the access of that unit away.';

async function auditedOffice() {
  // A number in the id stands in alarms and entries too
  const agreement = noisyAgreement(1_000, {
    id: 'crossings-2026',
    until: '2028-02-29',
    onwardTransfer: { kind: 'listed', to: ['Ministry of transport'] },
  });
  const office = await sharingOffice();
  await office.enterParties();
  expect(await office.enter(agreement)).toBeUndefined();
  const look = () => lookAtDeliveries(delivererOf(office.server));
  await look();
  const later = async (days: number) => {
    await office.turn(days * DAY_MS);
    await look();
  };
  const dayIn = (days: number) => new Date(office.clock.wallMs() + days * DAY_MS).toISOString().slice(0, 10);
  const audits = async () => {
    const { text } = await office.server.ask('/v1/sharing/audits', { headers: { cookie: office.petra.cookie } });
    return JSON.parse(text) as SharingAudits;
  };
  const alarms = async () =>
    (await alarmsAfter(office.server.context.knex, 0, 1_000))
      .filter(({ kind }) => kind === 'sharing-audit-overdue')
      .map(({ about }) => about);
  const schedule = (dueDay: string) =>
    office.decide('sharing-audit', { change: 'schedule', agreement: agreement.id, dueDay });
  return { ...office, agreement, later, dayIn, audits, alarms, schedule };
}

test('a report counts deliveries, receipts, budget and receivers, and finds an entry that is missing', async () => {
  const { server, clock, agreement, later, audits } = await auditedOffice();
  const settings = partnerSettings(server, await partnerPort(server), [agreement]);
  await later(10);
  expect(await fetchAll(settings, clock)).toMatchObject([{ kind: 'received' }]);
  // A second one without a receipt, and a third beyond the budget
  await later(7);
  await later(8);
  const [report] = (await audits()).reports;
  expect(report).toMatchObject({
    ...{ agreement: agreement.id, version: 1, party: 'statistics', state: 'in-force', isUnused: false, unproved: 0 },
    datasets: [{ dataset: 'crossings', deliveries: 2, refused: 1 }],
    receipts: { inTime: 1, late: 0, missing: 1, waiting: 0 },
    deletions: { inTime: 0, late: 0, missing: 0, waiting: 0 },
    rate: { mostDeliveriesInADay: 1, agreed: 10 },
    budget: { mostSpent: 1_000, agreed: 1_000 },
    onwardTransfers: ['Ministry of transport'],
  });
  // Months without a receipt
  await later(100);
  expect((await audits()).reports[0]).toMatchObject({ isUnused: true, unproved: 0 });
  // An insider with the database alone adds a delivery
  const [row] = await server.context.knex('sharing_deliveries').limit(1);
  await server.context
    .knex('sharing_deliveries')
    .insert({ ...row, id: 'forged', period: '2026-W40', digest: 'f'.repeat(64) });
  expect((await audits()).reports[0]?.unproved).toBe(1);
});

test('two people schedule, conclude and close; each failed question has a finding with a deadline', async () => {
  const office = await auditedOffice();
  const { server, decide, propose, approve, petra, dayIn, audits, later, schedule } = office;
  await later(10);
  expect(await schedule('2026-01-01')).toBe('due-in-the-past');
  expect(await schedule(dayIn(30))).toBeUndefined();
  expect(await schedule(dayIn(40))).toBe('audit-open');
  const audit = (await audits()).audits[0]?.id ?? '';
  const conclude = { change: 'conclude', audit, answers: { ...NONE, recipients: 'not-met' } };
  const findings = [{ clause: 'recipients', text: TEXT, dueDay: dayIn(60) }];
  expect((await propose('sharing-audit', { ...conclude, findings: [] })).id).toBeUndefined();
  const { id = '' } = await propose('sharing-audit', { ...conclude, findings });
  // One privacy officer alone concludes nothing
  expect((await approve(id, petra)).status).toBe(403);
  expect((await audits()).audits[0]?.state).toBe('scheduled');
  expect((await approve(id)).status).toBe(204);
  const [concluded] = (await audits()).audits;
  expect(concluded).toMatchObject({
    state: 'concluded',
    report: { agreement: 'crossings-2026', datasets: [{ deliveries: 1 }] },
    findings: [{ clause: 'recipients', state: 'open' }],
  });
  expect([concluded?.concludedBy, concluded?.conclusionApprovedBy]).toEqual(['p-petra', 'p-paul']);
  const close = { change: 'close', finding: `${audit}:1`, outcome: 'mended', evidence: EVIDENCE };
  expect(await decide('sharing-audit', close)).toBeUndefined();
  expect((await audits()).audits[0]?.findings[0]).toMatchObject({ state: 'mended', evidence: EVIDENCE });
  expect(await decide('sharing-audit', close)).toBe('finding-closed');
  expect(await decide('sharing-audit', { ...conclude, findings })).toBe('audit-concluded');
  expect(await differences(server)).toEqual([]);
});

test('an agreement that was not audited for a year, an audit and a finding after their days raise one alarm a day', async () => {
  const { decide, dayIn, audits, alarms, later, schedule } = await auditedOffice();
  await later(364);
  expect(await alarms()).toEqual([]);
  expect((await audits()).reports[0]?.auditBy).toBe('2027-03-02');
  await later(3);
  await expect.poll(alarms, LIMIT).toEqual(['audit/crossings-2026']);
  expect(await schedule(dayIn(5))).toBeUndefined();
  await later(4);
  expect(await alarms()).toHaveLength(1);
  await later(2);
  await expect.poll(alarms, LIMIT).toHaveLength(2);
  const audit = (await audits()).audits[0]?.id ?? '';
  const findings = [{ clause: 'keys', text: TEXT, dueDay: dayIn(1) }];
  const answers = { ...NONE, keys: 'not-met' };
  expect(await decide('sharing-audit', { change: 'conclude', audit, answers, findings })).toBeUndefined();
  await later(3);
  await expect.poll(async () => (await alarms()).at(-1), LIMIT).toBe('finding/crossings-2026');
});

test('a sanction of two people closes the files at once, and no one alone imposes or lifts it', async () => {
  const { server, clock, decide, propose, approve, petra, post, later } = await auditedOffice();
  const port = await partnerPort(server);
  await later(10);
  const [delivery] = await deliveries(server, 'crossings-2026');
  const path = `/v1/partner/deliveries/${delivery?.digest}`;
  const named = { id: 'crossings-2026', version: 1 };
  const pause = { change: 'pause', ...named, reason: 'outside-agreement' };
  const { id = '' } = await propose('sharing-agreement', pause);
  expect((await approve(id, petra)).status).toBe(403);
  expect((await askAsPartner(port, path)).status).toBe(200);
  expect((await approve(id)).status).toBe(204);
  expect((await askAsPartner(port, path)).status).toBe(409);
  const now = clock.wallMs();
  const terms = { validFrom: now - DAY_MS, validUntil: now + DAY_MS, trainingValidUntil: now + DAY_MS };
  for (const role of ['auditor', 'administrator', 'security-officer', 'supervisor', 'regulator'] as const) {
    const insider = await employ(server, `p-${role}`, duty(role, terms));
    const payload = { change: 'resume', ...named };
    expect([role, (await post(insider, '/v1/proposals', { kind: 'sharing-agreement', payload })).status]).toEqual([
      role,
      403,
    ]);
  }
  expect(await decide('sharing-agreement', { change: 'resume', ...named })).toBeUndefined();
  expect((await askAsPartner(port, path)).status).toBe(200);
  expect(await decide('sharing-agreement', { change: 'end', ...named, reason: 'outside-agreement' })).toBeUndefined();
  expect((await askAsPartner(port, path)).status).toBe(409);
});
