/** Orders on both engines: the signed bytes, their sequence and their results. */
import { expect, it } from 'vitest';
import type { KioskId, OfficerId } from '../../../../server/contract/field.ts';
import {
  expireOrders,
  findOrder,
  insertOrder,
  listOrders,
  listPendingOrders,
  settleOrder,
} from '../../../../server/lanes/orders/order-table.ts';
import { insertKiosk } from '../../../../server/records/kiosks/kiosks.ts';
import { insertReferral } from '../../../../server/border/referrals/tables/referrals.ts';
import { describeOnEachEngine } from '../../fixtures/engines.ts';
import { transactionOf } from '../../fixtures/sample-report.ts';

const LANE = 'north-1' as KioskId;
const digestOf = (number: number) => number.toString(16).padStart(64, '0');
const order = (number: number, over: object = {}) => ({
  ...{ digest: digestOf(number), kioskId: LANE, transactionId: null, kind: 'return-to-service' as const },
  persons: [{ id: 'officer-7' as OfficerId, role: 'officer' as const }],
  ...{ issuedAt: 1_700_000_000_000 + number, expires: 1_700_000_600_000 + number },
  ...{ payload: Uint8Array.of(0, 255, number), signature: new Uint8Array(64).fill(number), assertion: null },
  ...over,
});

describeOnEachEngine('orders', (engine) => {
  const open = async () => {
    const { knex, queue } = await engine.open();
    await insertKiosk(knex, {
      ...{ id: LANE, site: 'north', lane: '1', publicKey: new Uint8Array(32), enrolledAt: 1, evidenceUrl: null },
    });
    return { knex, queue };
  };

  it('are read as they were stored, in the order of issue', async () => {
    const { knex, queue } = await open();
    const transactionId = transactionOf(3);
    await queue.run(async (transaction) => {
      await insertOrder(transaction, order(2, { transactionId, kind: 'resolve-referral' }));
      await insertOrder(transaction, order(1));
    });
    const pending = await listPendingOrders(knex);
    expect(pending.map(({ digest }) => digest)).toEqual([digestOf(2), digestOf(1)]);
    const [first] = pending;
    const { payload, signature, ...facts } = order(2, { transactionId, kind: 'resolve-referral' });
    expect(first).toMatchObject({ ...facts, state: 'pending', refusal: null });
    expect([...(first?.signature ?? [])]).toEqual([...signature]);
    expect([...(first?.payload ?? [])]).toEqual([...payload]);
    const listed = await listOrders(knex, { transactionId, reach: [{ sites: 'all', lanes: 'all' }] }, 10);
    expect(listed.map(({ digest }) => digest)).toEqual([digestOf(2)]);
    expect(await findOrder(knex, digestOf(9))).toBeUndefined();
  });

  it('of the privacy office are hidden from consoles while the traveller waits for an officer', async () => {
    const { knex, queue } = await open();
    const [waiting, seen] = [transactionOf(3), transactionOf(4)];
    const version = { version: 1, standing: { state: 'waiting' } } as const;
    await queue.run(async (transaction) => {
      for (const [id, transactionId] of [waiting, seen].entries()) {
        await insertReferral(transaction, { id: String(id), kioskId: LANE, transactionId, arisenAt: 1, ...version });
      }
      await transaction('referrals').where({ transaction_id: seen }).update({ state: 'decided' });
      await insertOrder(transaction, order(1, { transactionId: waiting, kind: 'hold-captures' }));
      await insertOrder(transaction, order(2, { transactionId: waiting, kind: 'open-for-traveller' }));
      await insertOrder(transaction, order(3, { transactionId: seen, kind: 'erase-captures' }));
      await insertOrder(transaction, order(4));
    });
    const reach = [{ sites: 'all', lanes: 'all' }] as const;
    const digests = async (isForConsoles: boolean) =>
      (await listOrders(knex, { reach, isForConsoles }, 10)).map(({ digest }) => digest);
    expect(await digests(true)).toEqual([4, 3, 2].map(digestOf));
    expect(await digests(false)).toEqual([4, 3, 2, 1].map(digestOf));
  });

  it('are settled by an answer or expire, and a late answer replaces the expiry', async () => {
    const { knex, queue } = await open();
    await queue.run(async (transaction) => {
      for (const number of [1, 2]) await insertOrder(transaction, order(number));
    });
    const settle = (number: number, state: 'obeyed' | 'refused', refusal: 'expired' | null) =>
      queue.run((transaction) =>
        settleOrder(transaction, digestOf(number), { state, refusal }, { at: 5, sequence: 9 }),
      );
    await settle(1, 'obeyed', null);
    expect(await queue.run((transaction) => expireOrders(transaction, 1_700_000_600_002, 7))).toBe(0);
    expect(await queue.run((transaction) => expireOrders(transaction, 1_700_000_600_003, 7))).toBe(1);
    expect(await findOrder(knex, digestOf(2))).toMatchObject({ state: 'expired', settledAt: 7 });
    await settle(2, 'refused', 'expired');
    expect(await findOrder(knex, digestOf(2))).toMatchObject({ state: 'refused', refusal: 'expired', settledAt: 5 });
    expect(await findOrder(knex, digestOf(1))).toMatchObject({ state: 'obeyed', settledAt: 5 });
    expect(await listPendingOrders(knex)).toEqual([]);
  });

  it('with an existing digest are refused and not stored', async () => {
    const { knex, queue } = await open();
    await queue.run((transaction) => insertOrder(transaction, order(1)));
    await expect(queue.run((transaction) => insertOrder(transaction, order(1)))).rejects.toThrow();
    expect(await listPendingOrders(knex)).toHaveLength(1);
  });
});
