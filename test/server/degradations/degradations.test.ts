import { describe, expect, it } from 'vitest';
import { degradationSchema } from '../../../server/degradations/degradation-kind.ts';
import { degradationRoutes } from '../../../server/degradations/degradation-routes.ts';
import { enrolKiosk } from '../../../server/kiosks/enrol-kiosk.ts';
import { listOrders } from '../../../server/orders/order-table.ts';
import type { DegradationList } from '../../../server/degradations/answers.ts';
import { EVERYWHERE } from '../fixtures/everywhere.ts';
import { testKiosk } from '../fixtures/test-kiosk.ts';
import { accessBench } from '../access/fixtures/access-bench.ts';
import { HOUR_MS, kiosk, site } from '../access/fixtures/principals.ts';
import { serveRoutes } from '../access/fixtures/serve-routes.ts';
import { changeRecorded } from '../fixtures/write-recorded.ts';

async function bench() {
  const access = await accessBench();
  for (const [where, id, seed] of [
    ['north', 'north-1', 1],
    ['north', 'north-2', 2],
    ['south', 'south-1', 3],
  ] as const) {
    const { publicKeyHex } = testKiosk(kiosk(id), seed);
    const enrolment = { kiosk: kiosk(id), site: where, lane: id, 'public-key': publicKeyHex };
    await enrolKiosk(access.database, enrolment, access.clock.wallMs());
  }
  const anna = await access.employ('p-anna', { role: 'supervisor', sites: [site('north')] });
  const berta = await access.employ('p-berta', { role: 'supervisor', sites: [site('north')] });
  const { ask } = await serveRoutes(access.clock, (gate) =>
    degradationRoutes(gate, { ...access.desk, issue: access.issue }),
  );
  const list = async (who = anna) => {
    const { degradations } = (await ask(who, '/v1/degradations')).body as unknown as DegradationList;
    return degradations;
  };
  const orders = async () => {
    const all = await listOrders(access.database.knex, { reach: EVERYWHERE }, 100);
    return all
      .map(({ kioskId, kind, persons }) => `${kioskId} ${kind} ${persons.map(({ id }) => id).join('+')}`)
      .toSorted();
  };
  return { access, anna, berta, ask, list, orders };
}

const WANTED = {
  ...{ site: 'north', kiosks: ['north-1', 'north-2'], measure: 'without-watchlist' },
  ...{ cause: 'feed-down', forMs: 2 * HOUR_MS },
};

describe('degradation', () => {
  it('is decided by two supervisors, ordered to each lane, listed, and expires', async () => {
    const { access, anna, berta, list, orders } = await bench();
    const proposal = await access.propose(anna, 'degradation', WANTED);
    expect([await list(), await orders()]).toEqual([[], []]);
    expect(await access.approve(berta, proposal)).toBe('settled');
    expect(await orders()).toEqual(['north-1 degrade-policy p-anna+p-berta', 'north-2 degrade-policy p-anna+p-berta']);
    expect(access.told).toEqual(['north-1', 'north-2']);
    expect(await list()).toMatchObject([
      { id: proposal.id, measure: 'without-watchlist', proposedBy: 'p-anna', approvedBy: 'p-berta', isInForce: true },
    ]);
    expect((await access.entries()).filter((entry) => entry?.type === 'policy')).toMatchObject([
      { policy: 'degradation', approvedBy: ['p-anna', 'p-berta'] },
    ]);
    access.clock.turn(2 * HOUR_MS);
    expect(await list()).toMatchObject([{ isInForce: false, endedAt: null }]);
  });
  it('can be ended early by one person, at every lane, once', async () => {
    const { access, anna, berta, ask, list, orders } = await bench();
    const { id, digest } = await access.propose(anna, 'degradation', WANTED);
    await access.approve(berta, { id, digest });
    expect((await ask(berta, `/v1/degradations/${id}/end`, 'POST')).status).toBe(204);
    expect((await orders()).filter((one) => one.includes('end-degradation'))).toEqual([
      'north-1 end-degradation p-berta',
      'north-2 end-degradation p-berta',
    ]);
    expect(await list()).toMatchObject([{ isInForce: false, endedBy: 'p-berta' }]);
    expect((await ask(anna, `/v1/degradations/${id}/end`, 'POST')).code).toBe('proposal-settled');
  });
  it('is hidden from other people, who cannot end it', async () => {
    const { access, anna, berta, ask, list } = await bench();
    const { id, digest } = await access.propose(anna, 'degradation', WANTED);
    await access.approve(berta, { id, digest });
    const south = await access.employ('p-south', { role: 'supervisor', sites: [site('south')] });
    const officer = await access.employ('p-otto', { role: 'officer', lanes: [kiosk('north-2')] });
    const administrator = await access.employ('p-admin');
    expect(await list(south)).toEqual([]);
    expect(await list(officer)).toHaveLength(1);
    expect((await ask(south, `/v1/degradations/${id}/end`, 'POST')).code).toBe('out-of-scope');
    expect((await ask(south, `/v1/degradations/${'0'.repeat(32)}/end`, 'POST')).code).toBe('out-of-scope');
    expect((await ask(officer, `/v1/degradations/${id}/end`, 'POST')).code).toBe('not-entitled');
    expect((await ask(administrator, '/v1/degradations')).code).toBe('not-entitled');
  });
  it('is limited to lanes of its site', async () => {
    const { access, anna } = await bench();
    const all = await access.employ('p-all', { role: 'supervisor' });
    for (const kiosks of [['north-1', 'south-1'], ['nowhere-1']]) {
      expect(await access.tryToPropose(all, 'degradation', { ...WANTED, kiosks })).toBe('not-found');
    }
    expect(await access.tryToPropose(anna, 'degradation', { ...WANTED, site: 'south', kiosks: ['south-1'] })).toBe(
      'out-of-scope',
    );
  });
  it('is refused when one of its lanes was disabled since', async () => {
    const { access, anna, berta, list, orders } = await bench();
    const proposal = await access.propose(anna, 'degradation', WANTED);
    await changeRecorded(access.database.knex, 'kiosks', { id: 'north-2' }, { disabled_at: 1 });
    expect(await access.approve(berta, proposal)).toBe('proposal-inapplicable');
    expect([await list(), await orders(), access.told]).toEqual([[], [], []]);
  });
  it('expires when not approved within a quarter of an hour', async () => {
    const { access, anna, berta } = await bench();
    const proposal = await access.propose(anna, 'degradation', WANTED);
    access.clock.turn(900_000);
    expect(await access.approve(access.now(berta), proposal)).toBe('proposal-expired');
  });
  it.each<readonly [string, object]>([
    ['no lane', { kiosks: [] }],
    ['a lane twice', { kiosks: ['north-1', 'north-1'] }],
    ['an unknown measure', { measure: 'without-document' }],
    ['a day and a millisecond', { forMs: 24 * HOUR_MS + 1 }],
    ['a minute', { forMs: 60_000 }],
    ['a free-text reason', { cause: 'Mr Smith is late' }],
    ['an extra field', { until: 5 }],
  ])('refuses %s', (_fault, difference) => {
    expect(degradationSchema.safeParse(WANTED).success).toBe(true);
    expect(degradationSchema.safeParse({ ...WANTED, ...difference }).success).toBe(false);
  });
});
