import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { siteIdSchema } from '../../../../server/platform/access/vocabulary.ts';
import { receiveStatus } from '../../../../server/intake/ingest/receive-status.ts';
import type { LanePhase } from '../../../../server/contract/vocabulary.ts';
import { commitmentOf, NOTICED_WITHIN_MS } from '../../../../server/border/referrals/test-referral.ts';
import { runRound, seedTest, startTests } from '../../../../server/border/referrals/seed-tests.ts';
import { BREAK_MS, WATCH_MS } from '../../../../server/border/referrals/watch.ts';
import { listActs } from '../../../../server/records/acts/act-table.ts';
import { listOrders } from '../../../../server/lanes/orders/order-table.ts';
import { feedPosition } from '../../../../server/records/reports/reports.ts';
import { sealedTests } from '../../../../server/border/referrals/tables/test-referrals.ts';
import type { HandoverOffers, OperationsAnswer, VigilanceAnswer } from '../../../../server/border/referrals/answers.ts';
import { EVERYWHERE } from '../../fixtures/everywhere.ts';
import { clearedReport, transactionOf } from '../../fixtures/sample-report.ts';
import type { TestKiosk } from '../../fixtures/test-kiosk.ts';
import { referralBench } from './fixtures/referral-bench.ts';

const ADMIT = { outcome: 'admitted-after-manual-check', reason: 'capture-was-poor' };
const INSPECT = { outcome: 'sent-to-secondary-inspection', reason: 'document-doubtful' };
const SOUTH = siteIdSchema.parse('south');

const at = ({ kiosk }: { readonly kiosk: TestKiosk }) => ({ site: siteIdSchema.parse('north'), kioskId: kiosk.id });

async function shift() {
  const bench = await referralBench();
  for (const name of ['anna-b', 'boris-c']) bench.hire(name);
  bench.hire('carla-d', 'supervisor');
  bench.hire('dana-e', 'officer', { sites: [SOUTH] });
  const lane = await bench.lane('north-1', 7);
  const { ask } = bench;
  return {
    ...bench,
    lane,
    operations: (name: string) => ask<OperationsAnswer>(name, '/v1/operations'),
    vigilance: (name: string) => ask<VigilanceAnswer>(name, '/v1/vigilance'),
    post: (name: string, path: string, body: unknown = {}) => ask<OperationsAnswer & string>(name, path, body),
  };
}

describe('watch', () => {
  it('is required to take a referral, lasts an hour, then needs a break', async () => {
    const { act, lane, watch, clock, operations } = await shift();
    const first = await lane.refer(1);
    expect(await act('anna-b', first, 'take', { version: 1 })).toEqual([409, 'not-on-watch']);
    const [, { watches }] = await watch('anna-b');
    expect(watches).toMatchObject([{ site: 'north', person: 'anna-b', isMine: true }]);
    expect((await act('anna-b', first, 'take', { version: 1 }))[0]).toBe(200);
    clock.turn(WATCH_MS);
    expect((await operations('boris-c'))[1].watches).toEqual([]);
    const second = await lane.refer(2);
    expect(await act('anna-b', second, 'take', { version: 1 })).toEqual([409, 'relief-due']);
    expect(await watch('anna-b')).toEqual([409, 'relief-due']);
    expect((await operations('anna-b'))[1].mine).toEqual({ remainingMs: 0, mayStartAt: clock.wallMs() + BREAK_MS });
    clock.turn(BREAK_MS);
    expect((await watch('anna-b'))[0]).toBe(200);
  });

  it('lets the officer finish held referrals after the hour', async () => {
    const { act, lane, watch, clock } = await shift();
    await watch('anna-b');
    const id = await lane.refer(1);
    clock.turn(WATCH_MS - 1);
    await act('anna-b', id, 'take', { version: 1 });
    clock.turn(1);
    expect((await act('anna-b', id, 'decide', { version: 2, decision: ADMIT }))[0]).toBe(200);
  });

  it('refuses a site outside the officer’s duty', async () => {
    const { watch } = await shift();
    expect(await watch('dana-e', 'north')).toEqual([403, 'out-of-scope']);
    expect(await watch('anna-b', 'nowhere')).toEqual([403, 'out-of-scope']);
    expect(await watch('stranger')).toEqual([401, 'not-signed-in']);
  });

  it('counts each lane’s throughput and waiting travellers without revealing a test', async () => {
    const { act, lane, list, operations, desk, watch } = await shift();
    await watch('anna-b');
    await lane.refer(1, { ...clearedReport(), transactionId: transactionOf(1), kioskId: lane.kiosk.id, sequence: 1 });
    await lane.refer(2);
    const throughput = async () => (await operations('anna-b'))[1].throughput;
    expect(await throughput()).toEqual([{ kioskId: 'north-1', cleared: 1, referred: 1, lastHour: 2 }]);
    await seedTest(desk, at(lane), () => 0.5);
    expect(await throughput()).toEqual([{ kioskId: 'north-1', cleared: 1, referred: 2, lastHour: 3 }]);
    await desk
      .knex('referrals')
      .where({ transaction_id: transactionOf(2) })
      .update({ state: 'decided' });
    expect(await throughput()).toEqual([{ kioskId: 'north-1', cleared: 1, referred: 2, lastHour: 3 }]);
    const test = (await list('anna-b'))[1].open[0];
    await act('anna-b', test?.id ?? '', 'take', { version: 1 });
    await act('anna-b', test?.id ?? '', 'decide', { version: 2, decision: INSPECT });
    expect(await throughput()).toEqual([{ kioskId: 'north-1', cleared: 1, referred: 1, lastHour: 2 }]);
  });
});

describe('handover', () => {
  it('gives the successor the watch and the held referrals on acceptance', async () => {
    const { ask, act, lane, watch, post, operations, list } = await shift();
    const offersTo = async (person: string) => (await ask<HandoverOffers>(person, '/v1/handovers'))[1];
    await watch('anna-b');
    const id = await lane.refer(1);
    await act('anna-b', id, 'take', { version: 1 });
    const notes = [{ kioskId: 'north-1', note: 'camera-to-clean' }];
    const [status, offered] = await post('anna-b', '/v1/handovers', { site: 'north', notes });
    expect(status).toBe(201);
    const [handover] = offered.handovers;
    expect(handover).toMatchObject({ offeredBy: 'anna-b', notes, referrals: [id], acceptedBy: null, isMine: true });
    const accept = `/v1/handovers/${handover?.id}/accept`;
    expect((await offersTo('boris-c')).offers).toEqual([
      { id: handover?.id, site: 'north', offeredBy: 'anna-b', offeredAt: handover?.offeredAt, referrals: 1 },
    ]);
    expect([(await offersTo('anna-b')).offers, (await offersTo('dana-e')).offers]).toEqual([[], []]);
    expect(await post('anna-b', accept)).toEqual([403, 'another-person-required']);
    expect(await post('dana-e', accept)).toEqual([403, 'out-of-scope']);
    expect((await post('boris-c', accept))[0]).toBe(200);
    expect((await offersTo('carla-d')).offers).toEqual([]);
    expect(await post('carla-d', accept)).toEqual([409, 'referral-changed']);
    const [, { watches }] = await operations('boris-c');
    expect(watches.map(({ person }) => person)).toEqual(['boris-c']);
    expect((await list('boris-c'))[1].open[0]).toMatchObject({ relation: 'holder', version: 3 });
    expect(await act('anna-b', id, 'decide', { version: 3, decision: ADMIT })).toEqual([409, 'not-your-referral']);
  });

  it('is offered by the officer on watch, covers lanes of that site, and can be withdrawn', async () => {
    const { watch, post } = await shift();
    expect(await post('anna-b', '/v1/handovers', { site: 'north', notes: [] })).toEqual([409, 'not-on-watch']);
    await watch('anna-b');
    const elsewhere = [{ kioskId: 'south-9', note: 'queue-long' }];
    expect(await post('anna-b', '/v1/handovers', { site: 'north', notes: elsewhere })).toEqual([403, 'out-of-scope']);
    const [, { handovers }] = await post('anna-b', '/v1/handovers', { site: 'north', notes: [] });
    const path = `/v1/handovers/${handovers[0]?.id}`;
    expect(await post('boris-c', `${path}/withdraw`)).toEqual([404, 'not-found']);
    const [status, after] = await post('anna-b', `${path}/withdraw`);
    expect([status, after.handovers]).toEqual([200, []]);
    expect(await post('boris-c', `${path}/accept`)).toEqual([409, 'referral-changed']);
  });
});

describe('test referral', () => {
  it('looks like any other until decided, touches no lane, and is sealed in the ledger first', async () => {
    const { act, lane, watch, desk, list, vigilance, clock } = await shift();
    await watch('anna-b');
    const real = await lane.refer(1);
    await seedTest(desk, at(lane), () => 0);
    const [, { open }] = await list('anna-b');
    const [one, other] = open;
    expect(open).toHaveLength(2);
    expect(Object.keys(other ?? {}).sort()).toEqual(Object.keys(one ?? {}).sort());
    expect(Object.keys(other?.report ?? {}).sort()).toEqual(Object.keys(one?.report ?? {}).sort());
    expect(other).toMatchObject({ lane: 'north-1', state: 'waiting', arisenAt: clock.wallMs(), hasEvidence: false });
    const [sealed] = await sealedTests(desk.knex);
    expect(await entriesOf(desk)).toEqual([{ commitment: sealed?.commitment, opened: null }]);

    const id = other?.id ?? '';
    expect(id).not.toBe(real);
    const [, taken] = await act('anna-b', id, 'take', { version: 1 });
    expect(taken.test).toBeNull();
    const [, decided] = await act('anna-b', id, 'decide', { version: 2, decision: INSPECT });
    expect(decided).toMatchObject({ test: 'sound', order: null, referral: { state: 'decided' } });
    expect(await listOrders(desk.knex, { reach: EVERYWHERE }, 10)).toEqual([]);
    const opened = (await entriesOf(desk))[1]?.opened;
    if (opened === null || opened === undefined) throw new Error('expected the commitment to be open');
    expect(commitmentOf(opened as never)).toBe(sealed?.commitment);
    expect((await vigilance('carla-d'))[1].attention).toEqual([
      { person: 'anna-b', sound: 1, missed: 0, notScored: 0 },
    ]);
    expect((await vigilance('carla-d'))[1].drift).toEqual([]);
    expect(await vigilance('anna-b')).toEqual([403, 'not-entitled']);
  });

  it('is missed when admitted despite a grave fault, and not noticed when no one acts', async () => {
    const { act, lane, watch, desk, list, vigilance, clock } = await shift();
    await lane.refer(1);
    await watch('anna-b');
    await seedTest(desk, at(lane), () => 0);
    const id = (await list('anna-b'))[1].open.at(-1)?.id ?? '';
    await act('anna-b', id, 'take', { version: 1 });
    expect((await act('anna-b', id, 'decide', { version: 2, decision: ADMIT }))[1].test).toBe('missed');

    await watch('boris-c');
    await seedTest(desk, at(lane), () => 0);
    const before = (await list('boris-c'))[1].open.length;
    clock.turn(NOTICED_WITHIN_MS - 1);
    await runRound(desk, 0, () => 0);
    expect((await vigilance('carla-d'))[1].notNoticed).toEqual([]);
    clock.turn(1);
    await runRound(desk, 0, () => 0);
    expect((await vigilance('carla-d'))[1].notNoticed).toEqual([{ site: 'north', count: 1 }]);
    expect((await list('boris-c'))[1].open).toHaveLength(before - 1);
    expect(await act('boris-c', id, 'take', { version: 1 })).toEqual([409, 'referral-decided']);
  });

  it('appears at random times at the configured rate', async () => {
    const { watch, lane, desk, clock, north } = await shift();
    await lane.refer(1);
    await watch('anna-b');
    expect([...(await runRound(desk, 6, () => 0.1))]).toEqual([]);
    expect([...(await runRound(desk, 6, () => 0.0999))]).toEqual([north]);
    expect([...(await runRound(desk, 0, () => 0, new Set([north, SOUTH])))]).toEqual([north]);
    clock.turn(WATCH_MS);
    expect([...(await runRound(desk, 0, () => 0, new Set([north])))]).toEqual([]);
    const stop = startTests(desk, 0, () => 0);
    clock.turn(600_000);
    await stop();
    expect(await sealedTests(desk.knex)).toEqual([]);
  });

  it('appears at a watched site, at a lane that has just read a document', async () => {
    const { lane, watch, desk, context, clock, list } = await shift();
    await lane.refer(1);
    await watch('anna-b');
    let looks = 0;
    const stop = startTests(desk, 60, () => {
      looks += 1;
      return 0;
    });
    onTestFinished(() => stop());
    await vi.waitFor(() => expect(looks).toBe(1));
    let counter = 0;
    const say = (phase: LanePhase) => {
      counter += 1;
      return receiveStatus(context, lane.kiosk.status({ at: clock.wallMs(), counter, phase }));
    };
    for (const phase of ['idle', 'notice', 'document', 'deciding', 'referred'] as const) await say(phase);
    expect(await sealedTests(desk.knex)).toEqual([]);
    await say('face');
    await vi.waitFor(async () => expect(await sealedTests(desk.knex)).toHaveLength(1));
    expect((await list('anna-b'))[1].open.map((one) => one.kioskId)).toEqual(['north-1', 'north-1']);
  });

  it('takes a feed position and is announced like a real referral', async () => {
    const { lane, watch, desk, announced } = await shift();
    await watch('anna-b');
    await lane.refer(1);
    const [referred] = announced.filter(({ kind }) => kind === 'held-back');
    await seedTest(desk, at(lane), () => 0);
    const [, tested] = announced.filter(({ kind }) => kind === 'held-back');
    expect(referred).toEqual({ kind: 'held-back', feedPosition: 1, place: { site: 'north', kioskId: 'north-1' } });
    expect(tested).toEqual({ ...referred, feedPosition: 2 });
    expect(await feedPosition(desk.knex)).toBe(2);
  });

  it('appears one at a time, and never at a lane that has served no traveller', async () => {
    const { lane, watch, desk } = await shift();
    await seedTest(desk, at(lane), () => 0);
    expect(await sealedTests(desk.knex)).toEqual([]);
    await lane.refer(1);
    await watch('anna-b');
    await seedTest(desk, at(lane), () => 0);
    await seedTest(desk, at(lane), () => 0);
    expect(await sealedTests(desk.knex)).toHaveLength(1);
  });
});

describe('lane order', () => {
  it('is recorded with its cause, for people who may order that lane', async () => {
    const { post, desk, told } = await shift();
    const order = { kind: 'take-out-of-service', reason: 'security' };
    expect(await post('dana-e', '/v1/lanes/north-1/service', order)).toEqual([403, 'out-of-scope']);
    expect((await post('anna-b', '/v1/lanes/north-1/service', order))[0]).toBe(201);
    expect(told).toEqual(['north-1']);
    expect(await listOrders(desk.knex, { reach: EVERYWHERE }, 10)).toMatchObject([
      { kind: 'take-out-of-service', kioskId: 'north-1' },
    ]);
    expect(await post('anna-b', '/v1/lanes/none-1/service', order)).toEqual([404, 'not-found']);
    const emergency = { kind: 'open-in-emergency', cause: 'fire' };
    expect((await post('anna-b', '/v1/lanes/north-1/service', emergency))[0]).toBe(422);
    expect((await post('anna-b', '/v1/lanes/north-1/emergency', { ...emergency, cause: 'lunch' }))[0]).toBe(422);
  });

  it('is one recorded act with its cause and the order’s digest', async () => {
    const { post, give, passkey, desk } = await shift();
    const emergencyPath = '/v1/lanes/north-1/emergency';
    await give('anna-b', await passkey('anna-b'), emergencyPath, { kind: 'open-in-emergency', cause: 'fire' });
    await post('anna-b', '/v1/lanes/north-1/service', { kind: 'take-out-of-service', reason: 'security' });
    const [service, emergency] = await listOrders(desk.knex, { reach: EVERYWHERE }, 10);
    const acts = (await listActs(desk.knex, { limit: 10 })).filter(({ act }) => act.startsWith('lane.'));
    expect(acts.map(({ details }) => details)).toEqual([
      { order: 'take-out-of-service', reason: 'security', digest: service?.digest },
      { order: 'open-in-emergency', cause: 'fire', digest: emergency?.digest },
    ]);
  });

  it('opens for an admitted traveller, and never for a test', async () => {
    const { act, give, passkey, lane, watch, desk, list } = await shift();
    await watch('anna-b');
    const id = await lane.refer(1);
    const order = { kind: 'open-for-traveller', transactionId: transactionOf(1) };
    const key = await passkey('anna-b');
    const open = (over: object = {}) => give('anna-b', key, '/v1/lanes/north-1/open', { ...order, ...over });
    expect(await open()).toEqual([409, 'not-admitted']);
    await act('anna-b', id, 'take', { version: 1 });
    await act('anna-b', id, 'decide', { version: 2, decision: ADMIT });
    expect((await open())[0]).toBe(201);
    await seedTest(desk, at(lane), () => 0.99);
    const test = (await list('anna-b'))[1].open[0];
    await act('anna-b', test?.id ?? '', 'take', { version: 1 });
    await act('anna-b', test?.id ?? '', 'decide', { version: 2, decision: ADMIT });
    expect(await open({ transactionId: test?.transactionId })).toEqual([404, 'not-found']);
  });
});

async function entriesOf({ knex }: { readonly knex: Awaited<ReturnType<typeof shift>>['desk']['knex'] }) {
  const rows: readonly { payload: Uint8Array }[] = await knex('ledger_openings')
    .where({ type: 'test-referral' })
    .orderBy('id')
    .select('payload');
  return rows.map(({ payload }) => {
    const { commitment, opened } = JSON.parse(Buffer.from(payload).toString()) as {
      commitment: string;
      opened: object | null;
    };
    return { commitment, opened };
  });
}
