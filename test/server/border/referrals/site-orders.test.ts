/** Emergency orders to a whole site: drafted together, signed once, given to each lane by itself. */
import { createHash } from 'node:crypto';
import { ed25519 } from '@noble/curves/ed25519.js';
import { describe, expect, it, vi } from 'vitest';
import { assertionChallenge } from '../../../../server/contract/assertion.ts';
import { kioskIdSchema } from '../../../../server/contract/field.ts';
import { openOrder } from '../../../../server/contract/order.ts';
import { encodeServerMessage, withAssertion } from '../../../../server/contract/server-message.ts';
import { SITE_ORDER_LANES, siteOrderDigest } from '../../../../server/contract/site-order.ts';
import { enrolKiosk } from '../../../../server/records/kiosks/enrol-kiosk.ts';
import type { OrderDraftView, SiteOrdersGiven } from '../../../../server/lanes/orders/answers.ts';
import { listManualOpenings } from '../../../../server/lanes/orders/manual-openings.ts';
import { listOrders, type StoredOrder } from '../../../../server/lanes/orders/order-table.ts';
import { listPasskeys } from '../../../../server/people/people/tables/passkeys.ts';
import { listSignals } from '../../../../server/records/signals/signal-table.ts';
import { EVERYWHERE } from '../../fixtures/everywhere.ts';
import { person, site } from '../../platform/access/fixtures/principals.ts';
import type { Misbehaviour, SoftAuthenticator } from '../../people/people/fixtures/soft-authenticator.ts';
import { referralBench, responseOf } from './fixtures/referral-bench.ts';
import { changeRecorded } from '../../fixtures/write-recorded.ts';

const NORTH = '/v1/sites/north/emergency';
const SOUTH = '/v1/sites/south/emergency';
const FIRE = { kind: 'open-in-emergency', cause: 'fire' };
const LANES = ['north-1', 'north-2', 'north-3'];

async function shift() {
  const bench = await referralBench();
  const enrol = async (id: string, at: string) => {
    const publicKey = ed25519.getPublicKey(createHash('sha256').update(id).digest());
    const place = { kiosk: kioskIdSchema.parse(id), site: at, lane: id };
    const enrolment = { ...place, 'public-key': Buffer.from(publicKey).toString('hex') };
    await enrolKiosk(bench.database, enrolment, bench.clock.wallMs());
  };
  for (const id of LANES) await enrol(id, 'north');
  await enrol('south-1', 'south');
  bench.hire('anna-b');
  bench.hire('otto-c');
  const key = await bench.passkey('anna-b');
  const draft = async (lanes: readonly string[] = LANES, order: object = FIRE, who = 'anna-b') => {
    const [status, view] = await bench.ask<OrderDraftView>(who, NORTH, { order, lanes });
    if (status !== 201) throw new Error(`answers ${status}`);
    return view;
  };
  const send = (
    view: OrderDraftView,
    path = NORTH,
    who = 'anna-b',
    bad: Misbehaviour = {},
    passkey: SoftAuthenticator = key,
  ) =>
    bench.ask<SiteOrdersGiven & string>(who, `${path}/signed`, {
      draft: view.draft,
      response: responseOf(passkey, view.options, bad),
    });
  const given = () => listOrders(bench.desk.knex, { reach: EVERYWHERE }, 300);
  return { ...bench, enrol, key, draft, send, given };
}

/** The digest that the assertion must cover, as the order's lane computes it. */
function signedDigest({ kind, digest, assertion }: StoredOrder): string | undefined {
  return assertion?.siteOrder && siteOrderDigest(kind, digest, assertion.siteOrder);
}

describe('emergency order to a site', () => {
  it('is signed once and given to each lane, in a form that the lane verifies alone', async () => {
    const { draft, send, given, told, serverKey, desk } = await shift();
    const view = await draft();
    expect([await given(), told]).toEqual([[], []]);
    const [status, answer] = await send(view);
    expect(status).toBe(201);
    const orders = await given();
    expect(answer.orders.map(({ kioskId }) => kioskId)).toEqual(LANES);
    expect(new Set(orders.map(({ digest }) => digest))).toEqual(new Set(answer.orders.map(({ digest }) => digest)));
    expect(told.toSorted()).toEqual(LANES);
    const digests = new Set(orders.map(signedDigest));
    const [digest = ''] = digests;
    expect([digests.size, digest]).toEqual([1, expect.stringMatching(/^[0-9a-f]{64}$/)]);
    const challenge = Buffer.from(assertionChallenge('site-order', digest)).toString('base64url');
    expect(view.options.challenge).toBe(challenge);
    for (const order of orders) {
      if (order.assertion === null) throw new Error('expected an assertion');
      const wire = withAssertion(encodeServerMessage(order.payload, order.signature), order.assertion);
      const { kioskId } = order;
      expect(openOrder(wire, serverKey)).toMatchObject({ kind: 'valid', message: { kioskId, command: FIRE } });
      expect(order.assertion.siteOrder).toMatchObject({ site: 'north', size: 3 });
    }
    const openings = await listManualOpenings(desk.knex, 'open-in-emergency', EVERYWHERE, 10);
    expect(new Set(openings.map(({ openedAt }) => openedAt)).size).toBe(1);
    expect(openings.map(({ kioskId, cause }) => [kioskId, cause]).toSorted()).toEqual(
      LANES.map((kioskId) => [kioskId, 'fire']),
    );
  });

  it('is signed before its transaction, so that a slow key does not keep the database closed to others', async () => {
    const { draft, send, given, desk } = await shift();
    const view = await draft();
    const { signer } = desk.orders;
    const sign = signer.sign.bind(signer);
    vi.spyOn(signer, 'sign').mockImplementation(async (message) => {
      // Never ends inside another transaction
      await desk.queue.run(() => Promise.resolve());
      return sign(message);
    });
    expect(await send(view)).toMatchObject([201, {}]);
    expect(await given()).toHaveLength(3);
  });

  it('gives each lane an order with a nonce of its own', async () => {
    const { draft, send, given } = await shift();
    await send(await draft());
    await send(await draft());
    const hashes = (await given()).map(({ payload }) => createHash('sha256').update(payload).digest('hex'));
    expect([hashes.length, new Set(hashes).size]).toEqual([6, 6]);
  });

  it('goes only to the named lanes', async () => {
    const { draft, send, given } = await shift();
    await send(await draft(['north-2']));
    expect((await given()).map(({ kioskId }) => kioskId)).toEqual(['north-2']);
  });

  it('is given once when sent three times at the same time', async () => {
    const { draft, send, given } = await shift();
    const view = await draft();
    const answers = await Promise.all([send(view), send(view), send(view)]);
    expect(answers.map(([status]) => status).toSorted()).toEqual([201, 409, 409]);
    expect(await given()).toHaveLength(3);
  });

  it('is refused after its minute, with a foreign draft, from a colleague and at another site', async () => {
    const { draft, send, given, clock, give, key } = await shift();
    const view = await draft();
    expect(await send(view, NORTH, 'otto-c')).toEqual([409, 'draft-over']);
    expect(await send(view, SOUTH)).toEqual([409, 'draft-over']);
    const [, single] = await give('anna-b', key, '/v1/lanes/north-1/emergency', FIRE);
    expect(single).toMatchObject({ digest: expect.any(String) as string });
    const changed = `${view.draft.slice(0, -2)}${view.draft.endsWith('AA') ? 'BB' : 'AA'}`;
    expect(await send({ ...view, draft: changed })).toEqual([409, 'draft-over']);
    clock.turn(60_000);
    expect(await send(view)).toEqual([409, 'draft-over']);
    expect(await given()).toHaveLength(1);
  });

  it('and the order to one lane do not accept each other’s drafts', async () => {
    const { draft, ask, key, given } = await shift();
    const site = await draft();
    const [, lane] = await ask<OrderDraftView>('anna-b', '/v1/lanes/north-1/emergency', FIRE);
    const body = (view: OrderDraftView) => ({ draft: view.draft, response: responseOf(key, view.options) });
    expect(await ask('anna-b', '/v1/lanes/north-1/emergency/signed', body(site))).toEqual([409, 'draft-over']);
    expect(await ask('anna-b', `${NORTH}/signed`, body(lane))).toEqual([409, 'draft-over']);
    expect(await given()).toEqual([]);
  });

  it.each<readonly [string, Misbehaviour]>([
    ['over another challenge', { challenge: 'A'.repeat(43) }],
    ['of another origin', { origin: 'https://evil.example' }],
    ['without user verification', { unverified: true }],
    ['by another key', { forged: true }],
  ])('is refused with a signature %s', async (_fault, bad) => {
    const { draft, send, given, desk } = await shift();
    expect(await send(await draft(), NORTH, 'anna-b', bad)).toEqual([403, 'assertion-refused']);
    expect(await given()).toEqual([]);
    await desk.people.signals.settle();
    expect((await listSignals(desk.knex, 0, 10)).map(({ kind }) => kind)).toEqual(['step-up-failed']);
  });

  it('is refused, and the passkey blocked, when its counter decreases', async () => {
    const { draft, send, given, key, desk } = await shift();
    expect((await send(await draft()))[0]).toBe(201);
    key.counter = 0;
    expect(await send(await draft())).toEqual([403, 'assertion-refused']);
    expect((await listPasskeys(desk.knex, person('anna-b')))[0]?.regressedAt).not.toBeNull();
    expect(await given()).toHaveLength(3);
  });

  it('leaves out a lane that was disabled after the draft', async () => {
    const { draft, send, given, desk } = await shift();
    const view = await draft();
    await changeRecorded(desk.knex, 'kiosks', { id: 'north-2' }, { disabled_at: 1 });
    const [status, { orders }] = await send(view);
    expect([status, orders.map(({ digest }) => digest === null)]).toEqual([201, [false, true, false]]);
    expect((await given()).map(({ kioskId }) => kioskId).toSorted()).toEqual(['north-1', 'north-3']);
  });

  it.each<readonly [string, number, object]>([
    ['of another site', 404, { order: FIRE, lanes: ['north-1', 'south-1'] }],
    ['that do not exist', 404, { order: FIRE, lanes: ['north-9'] }],
    ['that are named twice', 422, { order: FIRE, lanes: ['north-1', 'north-1'] }],
    ['that are none', 422, { order: FIRE, lanes: [] }],
    [
      'that are too many',
      422,
      { order: FIRE, lanes: Array.from({ length: SITE_ORDER_LANES + 1 }, (_, at) => `lane-${at}`) },
    ],
    ['with an order of another kind', 422, { order: { kind: 'open-for-cause', cause: 'staff' }, lanes: LANES }],
  ])('is not drafted for lanes %s', async (_what, status, body) => {
    const { ask } = await shift();
    expect((await ask('anna-b', NORTH, body))[0]).toBe(status);
  });

  it('is not drafted for an unknown site, a person without a passkey or one of another site', async () => {
    const { ask, hire, passkey } = await shift();
    const body = { order: FIRE, lanes: LANES };
    expect((await ask('anna-b', '/v1/sites/west/emergency', body))[0]).toBe(404);
    expect(await ask('otto-c', NORTH, body)).toEqual([409, 'no-passkey']);
    hire('sued-d', 'officer', { sites: [site('south')] });
    await passkey('sued-d');
    expect(await ask('sued-d', NORTH, body)).toEqual([403, 'out-of-scope']);
  });

  it('fits into the request limit with as many lanes as it may name', async () => {
    const { enrol, draft, send, given } = await shift();
    const lanes = Array.from({ length: SITE_ORDER_LANES }, (_, at) => `north-${'x'.repeat(21)}-${1_000 + at}`);
    for (const id of lanes) await enrol(id, 'north');
    const [status] = await send(await draft(lanes));
    expect([status, (await given()).length]).toEqual([201, SITE_ORDER_LANES]);
  });
});
