import { describe, expect, it } from 'vitest';
import { orderAlarm } from '../../../../server/lanes/orders/order-report.ts';
import { receiveReport } from '../../../../server/intake/ingest/receive-report.ts';
import { receiveStatus } from '../../../../server/intake/ingest/receive-status.ts';
import type { OfficerId } from '../../../../server/contract/field.ts';
import { ORDER_REFUSALS, type OrderRefusal } from '../../../../server/contract/order-vocabulary.ts';
import type { OrderReport } from '../../../../server/contract/report.ts';
import { issueOrder } from '../../../../server/lanes/orders/issue-order.ts';
import { findOrder } from '../../../../server/lanes/orders/order-table.ts';
import { ingestBench } from '../../fixtures/ingest-bench.ts';
import { orderReport, transactionOf } from '../../fixtures/sample-report.ts';
import { BOOT, testKiosk } from '../../fixtures/test-kiosk.ts';

async function bench() {
  const made = await ingestBench();
  const kiosk = testKiosk();
  await made.enrol(kiosk);
  const { context } = made;
  const desk = { clock: context.clock, mode: context.mode, signer: context.signer, onIssued: () => undefined };
  const issued = await context.queue.run((transaction) =>
    issueOrder(desk, transaction, {
      kioskId: kiosk.id,
      order: { kind: 'return-to-service' },
      person: { id: 'officer-7' as OfficerId, role: 'officer' },
      session: null,
    }),
  );
  if (issued.kind !== 'issued') throw new Error(issued.code);
  const answer = async (over: Partial<OrderReport>) => {
    const { wire } = kiosk.next({ kind: 'order', order: issued.digest, ...over });
    expect((await receiveReport(context, wire)).kind).toBe('accepted');
    return (await made.alarms()).map(({ kind }) => kind);
  };
  const state = async () => {
    const found = await findOrder(context.knex, issued.digest);
    return [found?.state, found?.refusal];
  };
  return { ...made, kiosk, answer, state };
}

describe('answer to an order', () => {
  it('settles an obeyed order without an alarm', async () => {
    const { answer, state } = await bench();
    expect(await answer({ result: 'obeyed' })).toEqual([]);
    expect(await state()).toEqual(['obeyed', null]);
  });

  it('settles a refused order, without an alarm in normal operation', async () => {
    const { answer, state } = await bench();
    expect(await answer({ result: 'refused', refusal: 'not-now' })).toEqual([]);
    expect(await state()).toEqual(['refused', 'not-now']);
  });

  it.each(ORDER_REFUSALS)('raises the right alarm: %s', (refusal) => {
    const alarms: Partial<Record<OrderRefusal, string>> = {
      'other-lane': 'order-misdirected',
      'other-site': 'order-misdirected',
      'not-yet-valid': 'order-out-of-time',
      expired: 'order-out-of-time',
      'role-not-entitled': 'order-of-unentitled',
      'officer-keys-missing': 'officer-keys-missing',
      'assertion-missing': 'order-unasserted',
      'assertion-malformed': 'order-unasserted',
      'officer-key-unknown': 'officer-key-unknown',
      'officer-key-of-another': 'order-unasserted',
      'assertion-of-another-request': 'order-unasserted',
      'assertion-of-another-site': 'order-unasserted',
      'user-not-verified': 'order-unasserted',
      'assertion-forged': 'order-unasserted',
      'officer-key-cloned': 'officer-key-cloned',
      replayed: 'order-replayed',
      'retention-invalid': 'order-of-unentitled',
      'retention-older': 'order-replayed',
    };
    expect(orderAlarm(orderReport({ result: 'refused', refusal }), true)).toBe(alarms[refusal]);
  });

  it('is final: a later refusal of a repetition raises an alarm only', async () => {
    const { answer, state } = await bench();
    await answer({ result: 'obeyed' });
    expect(await answer({ result: 'refused', refusal: 'replayed', answerId: transactionOf(0xb) })).toEqual([
      'order-replayed',
    ]);
    expect(await state()).toEqual(['obeyed', null]);
  });

  it('raises the gravest alarm for an unrecorded order', async () => {
    const { answer, state } = await bench();
    expect(await answer({ order: 'e'.repeat(64) })).toEqual(['unrecorded-order']);
    expect(await state()).toEqual(['pending', null]);
  });
});

describe('status of a lane', () => {
  it('raises one alarm for each increase of forged orders', async () => {
    const { context, kiosk, alarms, clock } = await bench();
    const at = clock.wallMs();
    const say = async (counter: number, forgedOrders?: number) =>
      receiveStatus(
        context,
        kiosk.status({ bootId: BOOT, counter, at, ...(forgedOrders !== undefined && { forgedOrders }) }),
      );
    const counts = async () => (await alarms()).map(({ kind, count }) => [kind, count]);
    await say(1);
    expect(await counts()).toEqual([]);
    await say(2, 3);
    await say(3, 3);
    expect(await counts()).toEqual([['order-forged', 1]]);
  });
});
