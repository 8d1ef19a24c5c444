import { describe, expect, it } from 'vitest';
import type { Permit } from '../../../../server/platform/access/guarded-router.ts';
import { personIdSchema, siteIdSchema } from '../../../../server/platform/access/vocabulary.ts';
import { receiveReport } from '../../../../server/intake/ingest/receive-report.ts';
import { relationByReferral } from '../../../../server/border/second-looks/evidence-relation.ts';
import { LEASE_MS } from '../../../../server/border/referrals/referral.ts';
import { findReferral } from '../../../../server/border/referrals/tables/referrals.ts';
import { listOrders } from '../../../../server/lanes/orders/order-table.ts';
import { EVERYWHERE } from '../../fixtures/everywhere.ts';
import { transactionOf } from '../../fixtures/sample-report.ts';
import { temporaryFolder } from '../../fixtures/temporary-folder.ts';
import { referralBench } from './fixtures/referral-bench.ts';

const ADMIT = { outcome: 'admitted-after-manual-check', reason: 'capture-was-poor' };
const INSPECT = { outcome: 'sent-to-secondary-inspection', reason: 'document-doubtful' };
const REFUSE = { outcome: 'refused-entry', reason: 'false-travel-document' };

/** Anna and Boris watch, Carla supervises, Dana works at another site, and one traveller waits. */
async function shift() {
  const bench = await referralBench();
  for (const name of ['anna-b', 'boris-c']) bench.hire(name);
  bench.hire('carla-d', 'supervisor');
  bench.hire('dana-e', 'officer', { sites: [siteIdSchema.parse('south')] });
  const lane = await bench.lane('north-1', 7);
  for (const name of ['anna-b', 'boris-c', 'carla-d']) await bench.watch(name);
  const id = await lane.refer(1);
  return { ...bench, lane, id };
}

const acts = async ({ desk }: Pick<Awaited<ReturnType<typeof shift>>, 'desk'>) =>
  (await desk.knex('ledger_openings').where({ type: 'act' }).select('payload')).length;

describe('referral', () => {
  it('is created by a referred report and visible only to people who cover the lane', async () => {
    const { list, lane, id } = await shift();
    await lane.refer(2, { outcome: 'cleared', reasons: [], checks: [] });
    const [status, { open }] = await list('anna-b');
    expect(status).toBe(200);
    expect(open).toHaveLength(1);
    expect(open[0]).toMatchObject({ id, state: 'waiting', lane: 'north-1', relation: 'none', version: 1 });
    expect(open[0]?.report.reasons).toEqual(['below-threshold']);
    expect((await list('dana-e'))[1].open).toEqual([]);
    expect(await list('stranger')).toEqual([401, 'not-signed-in']);
  });

  it('is taken by one of two simultaneous takers', async () => {
    const { act, id, desk } = await shift();
    const before = await acts({ desk });
    const answers = await Promise.all(['anna-b', 'boris-c'].map((name) => act(name, id, 'take', { version: 1 })));
    expect(answers.map(([status]) => status).sort()).toEqual([200, 409]);
    expect(answers.find(([status]) => status === 409)?.[1]).toBe('referral-taken');
    expect(await acts({ desk })).toBe(before + 1);
  });

  it('goes from taken to decided, with an order for the lane’s captures', async () => {
    const { act, id, told, desk, lane } = await shift();
    const [, taken] = await act('anna-b', id, 'take', { version: 1 });
    expect(taken.referral).toMatchObject({ state: 'taken', relation: 'holder', version: 2 });
    const [status, decided] = await act('anna-b', id, 'decide', { version: 2, decision: ADMIT });
    expect(status).toBe(200);
    expect(decided).toMatchObject({ test: null, referral: { state: 'decided', decision: { ...ADMIT, by: 'anna-b' } } });
    expect(told).toEqual([lane.kiosk.id]);
    const [order] = await listOrders(desk.knex, { kioskId: lane.kiosk.id, reach: EVERYWHERE }, 10);
    expect(order).toMatchObject({ kind: 'resolve-referral', digest: decided.order, transactionId: transactionOf(1) });
    expect(await act('anna-b', id, 'decide', { version: 3, decision: INSPECT })).toEqual([409, 'referral-decided']);
  });

  it('refuses an act on an outdated version', async () => {
    const { act, id } = await shift();
    await act('anna-b', id, 'take', { version: 1 });
    expect(await act('anna-b', id, 'decide', { version: 1, decision: ADMIT })).toEqual([409, 'referral-changed']);
    expect(await act('boris-c', id, 'decide', { version: 2, decision: ADMIT })).toEqual([409, 'not-your-referral']);
  });

  it('is not found from another site, or by an invalid id', async () => {
    const { act, id, ask } = await shift();
    for (const [kind, body] of [
      ['take', { version: 1 }],
      ['renew', { version: 1 }],
      ['decide', { version: 1, decision: ADMIT }],
      ['give-second-opinion', { version: 1, decision: ADMIT }],
      ['safeguarding', { code: 'medical-need' }],
    ] as const) {
      expect(await act('dana-e', id, kind, body)).toEqual([403, 'out-of-scope']);
    }
    expect(await act('anna-b', id, 'settle', { version: 1, decision: ADMIT })).toEqual([403, 'not-entitled']);
    expect(await act('anna-b', id, 'reassign', { version: 1, to: null })).toEqual([403, 'not-entitled']);
    expect(await act('anna-b', 'f'.repeat(32), 'take', { version: 1 })).toEqual([404, 'not-found']);
    expect((await ask('anna-b', '/v1/referrals/..%2f/take', { version: 1 }))[0]).toBe(404);
  });

  it('refuses a body that does not match the route', async () => {
    const { act, id } = await shift();
    for (const body of [
      {},
      { version: 0 },
      { version: 1, decision: { outcome: 'let-go', reason: 'police' } },
      { version: 1, note: 'free text' },
      { version: 1, decision: ADMIT, extra: 1 },
    ]) {
      expect((await act('anna-b', id, 'decide', body))[0]).toBe(422);
    }
    expect(await act('anna-b', id, 'decide', { version: 1, decision: ADMIT, pad: 'x'.repeat(2_000) })).toEqual([
      413,
      'too-large',
    ]);
  });

  it('hides the first opinion from the second officer, and shows both to a supervisor when they differ', async () => {
    const { act, id, list } = await shift();
    await act('anna-b', id, 'take', { version: 1 });
    const [, asked] = await act('anna-b', id, 'ask-second-opinion', { version: 2, proposal: REFUSE });
    expect(asked.referral.proposal).toEqual(REFUSE);
    for (const name of ['boris-c', 'carla-d']) {
      const [, { open }] = await list(name);
      expect(open[0]).toMatchObject({ state: 'second-opinion', relation: 'second', proposal: null });
    }
    await act('boris-c', id, 'give-second-opinion', { version: 3, decision: INSPECT });
    const [, { open }] = await list('carla-d');
    expect(open[0]).toMatchObject({
      ...{ state: 'with-supervisor', relation: 'supervisor', proposal: REFUSE },
      opinion: { by: 'boris-c', decision: INSPECT },
    });
    const [status, settled] = await act('carla-d', id, 'settle', { version: 4, decision: INSPECT });
    expect([status, settled.referral.decision]).toEqual([200, { ...INSPECT, by: 'carla-d', at: settled.serverTime }]);
  });

  it('permits evidence by the asker’s part in it', async () => {
    const { act, id, desk, clock, lane } = await shift();
    const relationOf = relationByReferral(desk.knex, clock);
    const relationTo = (number: number) => (name: string, role: 'officer' | 'supervisor') => {
      const permit = { principal: { personId: personIdSchema.parse(name) }, duty: { role } } as Permit;
      return relationOf(permit, lane.kiosk.id, transactionOf(number));
    };
    // No picture was taken of the first: no one has evidence to view.
    await act('anna-b', id, 'take', { version: 1 });
    expect(await relationTo(1)('anna-b', 'officer')).toBeUndefined();
    const other = await lane.refer(5, {
      checks: [
        { name: 'face-capture', result: 'passed' },
        { name: 'face-comparison', result: 'failed', reason: 'below-threshold' },
      ],
    });
    const relation = relationTo(5);
    expect(await relation('anna-b', 'officer')).toBeUndefined();
    expect(await relation('carla-d', 'supervisor')).toBe('supervisor-review');
    await act('anna-b', other, 'take', { version: 1 });
    expect(await relation('anna-b', 'officer')).toBe('own-referral');
    expect(await relation('boris-c', 'officer')).toBeUndefined();
    await act('anna-b', other, 'ask-second-opinion', { version: 2, proposal: REFUSE });
    expect(await relation('boris-c', 'officer')).toBe('second-opinion');
    expect(await relationTo(404)('carla-d', 'supervisor')).toBeUndefined();
  });

  it('shows channel and rules, without evidence, for a traveller with goods and no doubt', async () => {
    const { lane, list, hire, watch, act, desk, clock } = await shift();
    const declaration = { channel: 'red', rules: 'eu-arrivals-1', rulesDigest: 'c'.repeat(64) } as const;
    const id = await lane.refer(6, {
      ...{ reasons: ['goods-declared'], declaration },
      checks: [
        { name: 'face-capture', result: 'passed' },
        { name: 'declaration', result: 'failed', reason: 'goods-declared' },
      ],
    });
    await watch(hire('erik-f'));
    const [, taken] = await act('erik-f', id, 'take', { version: 1 });
    expect(taken.referral).toMatchObject({ hasEvidence: false, report: { declaration } });
    const permit = { principal: { personId: personIdSchema.parse('erik-f') }, duty: { role: 'officer' } } as Permit;
    expect(await relationByReferral(desk.knex, clock)(permit, lane.kiosk.id, transactionOf(6))).toBeUndefined();
    const others = (await list('erik-f'))[1].open.filter((one) => one.id !== id);
    expect(others.map(({ report }) => 'declaration' in report)).toEqual([false]);
  });

  it('lists evidence views only for people with a part in it', async () => {
    const { lane, id, list, act, context } = await shift();
    const about = { transactionId: transactionOf(1), grant: 'b'.repeat(64), reportedAt: 1_000 };
    await receiveReport(context, lane.kiosk.nextViewing({ ...about, released: ['face-frame'] }).wire);
    await receiveReport(
      context,
      lane.kiosk.nextViewing({ ...about, grant: 'c'.repeat(64), reportedAt: 2_000, released: [], refusal: 'expired' })
        .wire,
    );
    const viewings = [
      { at: 1_000, refusal: null },
      { at: 2_000, refusal: 'expired' },
    ];
    const [, taken] = await act('anna-b', id, 'take', { version: 1 });
    expect(taken.referral.viewings).toEqual(viewings);
    expect((await list('carla-d'))[1].open[0]?.viewings).toEqual(viewings);
    expect((await list('boris-c'))[1].open[0]?.viewings).toBeNull();
  });

  it('waits again when the officer’s lease expires', async () => {
    const { act, id, clock, list } = await shift();
    await act('anna-b', id, 'take', { version: 1 });
    clock.turn(LEASE_MS - 1);
    expect((await act('anna-b', id, 'renew', { version: 2 }))[0]).toBe(200);
    clock.turn(LEASE_MS - 1);
    expect((await list('boris-c'))[1].open[0]?.state).toBe('taken');
    clock.turn(1);
    expect((await list('boris-c'))[1].open[0]?.state).toBe('waiting');
    expect(await act('anna-b', id, 'decide', { version: 2, decision: ADMIT })).toEqual([409, 'not-your-referral']);
    expect((await act('boris-c', id, 'take', { version: 2 }))[0]).toBe(200);
  });

  it('leaves the first officer when a supervisor reassigns it', async () => {
    const { act, id } = await shift();
    await act('anna-b', id, 'take', { version: 1 });
    const to = { person: 'boris-c', role: 'officer' };
    expect((await act('carla-d', id, 'reassign', { version: 2, to }))[0]).toBe(200);
    expect(await act('anna-b', id, 'decide', { version: 3, decision: ADMIT })).toEqual([409, 'not-your-referral']);
    expect((await act('boris-c', id, 'decide', { version: 3, decision: ADMIT }))[0]).toBe(200);
  });

  it('is unchanged when the server stops in the middle of an act', async () => {
    const dataDir = temporaryFolder();
    const first = await referralBench({ dataDir });
    first.hire('anna-b');
    const lane = await first.lane('north-1', 7);
    await first.watch('anna-b');
    const id = await lane.refer(1);
    const broken = { ...first.desk.orders.signer };
    Object.assign(first.desk.orders, {
      signer: {
        ...broken,
        sign: () => {
          throw new Error('stopped');
        },
      },
    });
    await first.act('anna-b', id, 'take', { version: 1 });
    expect(await first.act('anna-b', id, 'decide', { version: 2, decision: ADMIT })).toEqual([500, 'internal']);
    const entries = await acts(first);
    await first.close();
    const again = await referralBench({ dataDir });
    again.hire('anna-b');
    expect((await findReferral(again.desk.knex, id))?.standing.state).toBe('taken');
    expect(await acts(again)).toBe(entries);
    expect((await again.act('anna-b', id, 'decide', { version: 2, decision: ADMIT }))[0]).toBe(200);
  });
});

describe('safeguarding', () => {
  it('is raised by the officer, taken on by another person, and visible to few', async () => {
    const { act, id, list } = await shift();
    const code = 'unaccompanied-minor';
    expect(await act('boris-c', id, 'safeguarding', { code })).toEqual([409, 'not-your-referral']);
    await act('anna-b', id, 'take', { version: 1 });
    const [, raised] = await act('anna-b', id, 'safeguarding', { code });
    expect(raised.referral.safeguarding).toMatchObject([{ code, raisedBy: 'anna-b', acknowledgedBy: null }]);
    expect((await act('anna-b', id, 'safeguarding', { code }))[1].referral.safeguarding).toHaveLength(1);
    expect((await list('boris-c'))[1].open[0]?.safeguarding).toBeNull();
    expect(await act('boris-c', id, 'safeguarding/acknowledge', { code })).toEqual([404, 'not-found']);
    const [, known] = await act('carla-d', id, 'safeguarding/acknowledge', { code });
    expect(known.referral.safeguarding).toMatchObject([{ code, acknowledgedBy: 'carla-d' }]);
  });

  it('is not acknowledged by the person who raised it', async () => {
    const { act, id } = await shift();
    await act('carla-d', id, 'safeguarding', { code: 'medical-need' });
    expect(await act('carla-d', id, 'safeguarding/acknowledge', { code: 'medical-need' })).toEqual([
      403,
      'another-person-required',
    ]);
  });
});
