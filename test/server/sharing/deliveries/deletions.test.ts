/** Deletions that two people decide before the end of the retention: what each insider can do alone, and how the partner's statement closes one. */
import { expect, test } from 'vitest';
import { alarmsAfter } from '../../../../server/records/alarms/alarm-table.ts';
import type { SharedDeliveries } from '../../../../server/sharing/deliveries/answers.ts';
import { findSealed } from '../../../../server/sharing/deliveries/tables/delivery-table.ts';
import { lookAtDeliveries } from '../../../../server/sharing/watch-sharing.ts';
import { duty } from '../../platform/access/fixtures/principals.ts';
import { employ } from '../../fixtures/employ.ts';
import { entriesOf } from '../../fixtures/entries-of.ts';
import { fetchAll, partnerPort, partnerSettings } from '../fixtures/partner-program.ts';
import { DAY_MS, datedAgreement, sharingOffice } from '../fixtures/sharing-office.ts';
import { deliveries, delivererOf, differences, opened } from '../fixtures/sharing-year.ts';

const AGREEMENT = datedAgreement();
const STATEMENT = 'The table counted travellers of a site that was closed.';

async function officeWithDelivery() {
  const office = await sharingOffice();
  await office.enterParties();
  expect(await office.enter(AGREEMENT)).toBeUndefined();
  const deliverer = delivererOf(office.server);
  const look = () => lookAtDeliveries(deliverer);
  await look();
  await office.turn(66 * DAY_MS);
  await look();
  const [counts] = await deliveries(office.server);
  const delivery = counts?.digest ?? '';
  const later = async (days: number) => {
    await office.turn(days * DAY_MS);
    await look();
  };
  const alarms = async () =>
    (await alarmsAfter(office.server.context.knex, 0, 100))
      .filter(({ kind }) => kind.startsWith('sharing-'))
      .map(({ kind, about }) => [kind, about]);
  const seen = async () => {
    const path = '/v1/sharing/agreements/monthly-crossings/deliveries';
    const { text } = await office.server.ask(path, { headers: { cookie: office.petra.cookie } });
    return (JSON.parse(text) as SharedDeliveries).deliveries;
  };
  const payload = { delivery, reason: 'delivered-wrongly', statement: STATEMENT };
  return { ...office, delivery, payload, look, later, alarms, seen };
}

test('a decided deletion: the file is closed at once, the partner deletes its copy, and its statement is in the ledger', async () => {
  const office = await officeWithDelivery();
  const { server, clock, delivery, payload, look } = office;
  const settings = partnerSettings(server, await partnerPort(server), [AGREEMENT]);
  expect(await fetchAll(settings, clock)).toMatchObject([{ kind: 'received' }]);
  expect(await office.decide('sharing-deletion', payload)).toBeUndefined();
  expect((await office.seen()).map(({ state }) => state)).toEqual(['deletion-decided']);
  await look();
  // A second run asks for nothing more
  await look();
  const [request, counts] = await deliveries(server);
  expect(await opened(server, request?.digest ?? null)).toMatchObject({
    content: { delivery, reason: 'delivered-wrongly' },
  });
  expect(JSON.stringify(await opened(server, request?.digest ?? null))).not.toContain(STATEMENT);
  expect(await fetchAll(settings, clock)).toMatchObject([{ kind: 'deleted', deleted: counts?.digest }]);
  expect(await office.seen()).toMatchObject([
    { kind: 'deletion', about: delivery, state: 'answered' },
    { state: 'deleted', deletion: { reason: 'delivered-wrongly', statement: STATEMENT } },
  ]);
  const exported = (await entriesOf(server.context)).flatMap((entry) =>
    entry?.type === 'export' ? [entry.record] : [],
  );
  expect(exported).toEqual(['crossings', 'deletion']);
  expect(await differences(server)).toEqual([]);
  expect(await office.decide('sharing-deletion', payload)).toBe('deletion-asked-already');
});

test('one privacy officer alone: proposes, and neither the file nor the partner changes', async () => {
  const { server, petra, delivery, payload, propose, approve, look } = await officeWithDelivery();
  const { id = '' } = await propose('sharing-deletion', payload);
  expect((await approve(id, petra)).status).toBe(403);
  await look();
  expect(await findSealed(server.context.knex, delivery)).toBeDefined();
  expect((await deliveries(server)).map(({ kind }) => kind)).toEqual(['counts']);
});

test('one insider of another role alone: cannot propose a deletion', async () => {
  const { server, clock, delivery, payload, post } = await officeWithDelivery();
  const now = clock.wallMs();
  const terms = { validFrom: now - DAY_MS, validUntil: now + DAY_MS, trainingValidUntil: now + DAY_MS };
  const roles = ['auditor', 'administrator', 'security-officer', 'supervisor', 'officer', 'regulator'] as const;
  for (const role of roles) {
    const insider = await employ(server, `p-${role}`, duty(role, terms));
    const { status } = await post(insider, '/v1/proposals', { kind: 'sharing-deletion', payload });
    expect([role, status]).toEqual([role, 403]);
  }
  expect(await findSealed(server.context.knex, delivery)).toBeDefined();
});

test('one administrator of the database: a decision without an entry has no effect, and shows as a difference', async () => {
  const { server, delivery, look, alarms } = await officeWithDelivery();
  const forged = {
    ...{ delivery, agreement: AGREEMENT.id, dataset: 'crossings', reason: 'law-changed', statement: STATEMENT },
    ...{ proposed_by: 'p-petra', approved_by: 'p-paul', decided_at: 1, ask_until: 2 },
  };
  await server.context.knex('sharing_deletions').insert(forged);
  await look();
  expect(await findSealed(server.context.knex, delivery)).toBeDefined();
  expect((await deliveries(server)).map(({ kind }) => kind)).toEqual(['counts']);
  expect(await alarms()).toEqual([]);
  expect(await differences(server)).not.toEqual([]);
});

test('a statement that is missing after the agreed days raises one alarm', async () => {
  const { decide, payload, look, later, alarms } = await officeWithDelivery();
  expect(await decide('sharing-deletion', payload)).toBeUndefined();
  await look();
  await later(6);
  expect(await alarms()).toEqual([]);
  await later(2);
  await later(1);
  // The file that was taken back can have no receipt, and raises no alarm
  expect(await alarms()).toEqual([['sharing-receipt-overdue', 'deletion/crossings']]);
});

test('a partner without keys in use cannot be asked: an alarm after the agreed days, and the request once it has keys', async () => {
  const { server, decide, payload, later, alarms } = await officeWithDelivery();
  expect(await decide('sharing-deletion', payload)).toBeUndefined();
  expect(await decide('sharing-party', { change: 'end', id: 'statistics' })).toBeUndefined();
  await later(8);
  await later(1);
  expect(await alarms()).toEqual([['sharing-receipt-overdue', 'deletion/crossings']]);
  expect((await deliveries(server)).map(({ kind }) => kind)).toEqual(['counts']);
});
