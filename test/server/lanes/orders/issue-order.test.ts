import { describe, expect, it } from 'vitest';
import { receiveReport } from '../../../../server/intake/ingest/receive-report.ts';
import type { KioskId, OfficerId } from '../../../../server/contract/field.ts';
import { openOrder, type OrderCommand } from '../../../../server/contract/order.ts';
import { encodeServerMessage } from '../../../../server/contract/server-message.ts';
import { issueOrder, type WantedOrder } from '../../../../server/lanes/orders/issue-order.ts';
import { listActs } from '../../../../server/records/acts/act-table.ts';
import { findOrder, listOrders } from '../../../../server/lanes/orders/order-table.ts';
import { ingestBench } from '../../fixtures/ingest-bench.ts';
import { EVERYWHERE } from '../../fixtures/everywhere.ts';
import { referredReport, transactionOf } from '../../fixtures/sample-report.ts';
import { testKiosk } from '../../fixtures/test-kiosk.ts';
import { changeRecorded } from '../../fixtures/write-recorded.ts';

const OFFICER = { id: 'officer-7' as OfficerId, role: 'officer' } as const;
const SUPERVISOR = { id: 'supervisor-1' as OfficerId, role: 'supervisor' } as const;
const PRIVACY = { id: 'privacy-1' as OfficerId, role: 'privacy-officer' } as const;
const REFERRED = transactionOf(1);
const CLOSE: OrderCommand = { kind: 'take-out-of-service', reason: 'staffing' };

async function bench() {
  const made = await ingestBench();
  const kiosk = testKiosk();
  await made.enrol(kiosk);
  const { outcome, reasons, checks } = referredReport();
  await receiveReport(made.context, kiosk.next({ outcome, reasons, checks, transactionId: REFERRED }).wire);
  const told: string[] = [];
  const { queue, knex, clock, mode, signer } = made.context;
  const desk = { clock, mode, signer, onIssued: (kioskId: KioskId) => void told.push(kioskId) };
  const issue = (over: Partial<WantedOrder>) =>
    queue.run((transaction) =>
      issueOrder(desk, transaction, { kioskId: kiosk.id, order: CLOSE, person: OFFICER, session: null, ...over }),
    );
  return { ...made, kiosk, told, desk, issue, knex, queue };
}

describe('issuing an order', () => {
  it('signs it, stores the exact bytes with their person, and notifies the delivery once durable', async () => {
    const { issue, knex, kiosk, told, clock, serverKey } = await bench();
    const answer = await issue({});
    expect(answer).toMatchObject({ kind: 'issued', expires: clock.wallMs() + 600_000 });
    if (answer.kind !== 'issued') throw new Error('expected an issued order');
    const stored = await findOrder(knex, answer.digest);
    expect(stored).toMatchObject({ state: 'pending', kioskId: kiosk.id, kind: CLOSE.kind, persons: [OFFICER] });
    if (stored === undefined) throw new Error('expected a stored order');
    expect(openOrder(encodeServerMessage(stored.payload, stored.signature), serverKey)).toMatchObject({
      kind: 'valid',
      digest: answer.digest,
      message: { kioskId: kiosk.id, command: CLOSE, persons: [OFFICER], notBefore: clock.wallMs() },
    });
    expect(told).toEqual([kiosk.id]);
  });

  it('enters an order of two people as the act of the one who completes it', async () => {
    const { issue, knex } = await bench();
    const answer = await issue({
      order: { kind: 'release-hold' },
      transactionId: REFERRED,
      person: SUPERVISOR,
      second: PRIVACY,
    });
    if (answer.kind !== 'issued') throw new Error('expected an issued order');
    const acts = (await listActs(knex, { limit: 10 })).reverse();
    expect(acts).toMatchObject([
      {
        ...{ person: PRIVACY.id, role: 'privacy-officer', act: 'hold.approve', transactionId: REFERRED },
        details: { digest: answer.digest, proposedBy: SUPERVISOR.id },
      },
    ]);
    const entries: unknown[] = await knex('ledger_openings').where({ type: 'act' });
    expect(entries).toHaveLength(1);
  });

  it('issues none when the transaction is rolled back', async () => {
    const { desk, queue, knex, kiosk, told } = await bench();
    const work = queue.run(async (transaction) => {
      await issueOrder(desk, transaction, { kioskId: kiosk.id, order: CLOSE, person: OFFICER, session: null });
      throw new RangeError('the decision could not be stored');
    });
    await expect(work).rejects.toThrow(RangeError);
    expect(await listOrders(knex, { reach: EVERYWHERE }, 10)).toEqual([]);
    expect(told).toEqual([]);
  });

  it.each([
    ['to an unknown lane', { kioskId: 'south-9' as KioskId }, 'no-such-lane'],
    [
      'about a traveller whom the lane has not seen',
      { order: { kind: 'resolve-referral', captures: 'erase-now' }, transactionId: transactionOf(9) },
      'no-such-referral',
    ],
    ['by a role that is not entitled', { person: PRIVACY }, 'role-not-entitled'],
    [
      'with a second person whose role is not entitled',
      { order: { kind: 'release-hold' }, transactionId: REFERRED, person: SUPERVISOR, second: OFFICER },
      'role-not-entitled',
    ],
  ] as const)('refuses one %s', async (_fault, over, code) => {
    const { issue, knex } = await bench();
    expect(await issue(over)).toEqual({ kind: 'refused', code });
    expect(await listOrders(knex, { reach: EVERYWHERE }, 10)).toEqual([]);
  });

  it('throws for an order that the contract forbids, and stores nothing', async () => {
    const { issue, knex } = await bench();
    await expect(
      issue({ order: { kind: 'release-hold' }, transactionId: REFERRED, person: SUPERVISOR }),
    ).rejects.toMatchObject({ code: 'invalid' });
    await expect(issue({ order: { kind: 'erase-captures' }, person: PRIVACY })).rejects.toMatchObject({
      code: 'invalid',
    });
    expect(await listOrders(knex, { reach: EVERYWHERE }, 10)).toEqual([]);
  });

  it.each([
    { kind: 'open-for-traveller' },
    { kind: 'open-for-cause', cause: 'staff' },
    { kind: 'open-in-emergency', cause: 'fire' },
    { kind: 'end-emergency' },
  ] as const)('issues no gate order without its person’s signature: $kind', async (order) => {
    const { issue, knex } = await bench();
    await expect(issue({ order, transactionId: REFERRED })).rejects.toThrow(TypeError);
    expect(await listOrders(knex, { reach: EVERYWHERE }, 10)).toEqual([]);
  });

  it('refuses a lane that is disabled', async () => {
    const { issue, knex } = await bench();
    await changeRecorded(knex, 'kiosks', {}, { disabled_at: 1 });
    expect(await issue({})).toEqual({ kind: 'refused', code: 'no-such-lane' });
  });
});
