/** Orders that move a gate: drafted, signed with a passkey, given once and delivered. */
import { describe, expect, it } from 'vitest';
import { assertionChallenge } from '../../../../server/contract/assertion.ts';
import { openOrder } from '../../../../server/contract/order.ts';
import { encodeServerMessage, withAssertion } from '../../../../server/contract/server-message.ts';
import { listOrders } from '../../../../server/lanes/orders/order-table.ts';
import { listPasskeys } from '../../../../server/people/people/tables/passkeys.ts';
import { updateReferral } from '../../../../server/border/referrals/tables/referrals.ts';
import { listSignals } from '../../../../server/records/signals/signal-table.ts';
import type { OrderDraftView } from '../../../../server/lanes/orders/answers.ts';
import { CONSOLE_ORIGIN } from '../../../support/officer-passkeys.ts';
import { EVERYWHERE } from '../../fixtures/everywhere.ts';
import { transactionOf } from '../../fixtures/sample-report.ts';
import { person } from '../../platform/access/fixtures/principals.ts';
import { type Misbehaviour, SoftAuthenticator } from '../../people/people/fixtures/soft-authenticator.ts';
import { referralBench, responseOf } from './fixtures/referral-bench.ts';
import { changeRecorded } from '../../fixtures/write-recorded.ts';

const OPEN = '/v1/lanes/north-1/open';
const EMERGENCY = '/v1/lanes/north-1/emergency';
const CAUSE = { kind: 'open-for-cause', cause: 'staff' };
const MINUTE = 60_000;

async function shift() {
  const bench = await referralBench();
  await bench.lane('north-1', 1);
  await bench.lane('north-2', 2);
  bench.hire('anna-b');
  bench.hire('otto-c');
  const key = await bench.passkey('anna-b');
  const draft = async (path = OPEN, order: object = CAUSE, who = 'anna-b') => {
    const [status, view] = await bench.ask<OrderDraftView>(who, path, order);
    if (status !== 201) throw new Error(`answers ${status}`);
    return view;
  };
  const send = (view: OrderDraftView, path = OPEN, who = 'anna-b', bad: Misbehaviour = {}, passkey = key) =>
    bench.ask<string>(who, `${path}/signed`, { draft: view.draft, response: responseOf(passkey, view.options, bad) });
  const given = () => listOrders(bench.desk.knex, { reach: EVERYWHERE }, 10);
  return { ...bench, key, draft, send, given };
}

describe('gate order', () => {
  it('is drafted, given when its person has signed the exact bytes, and delivered with the signature', async () => {
    const { draft, send, given, told, serverKey, clock } = await shift();
    const view = await draft();
    expect([await given(), told]).toEqual([[], []]);
    expect(view.options).toMatchObject({ rpId: 'localhost', userVerification: 'required' });
    expect(view.expires).toBe(clock.wallMs() + MINUTE);
    clock.turn(20_000);
    const [status, answer] = await send(view);
    expect(status).toBe(201);
    const [order] = await given();
    if (order?.assertion === null || order === undefined) throw new Error('expected an order with an assertion');
    expect(answer).toEqual({ digest: order.digest, expires: clock.wallMs() + 15_000 });
    expect(told).toEqual(['north-1']);
    const wire = withAssertion(encodeServerMessage(order.payload, order.signature), order.assertion);
    const read = openOrder(wire, serverKey);
    expect(read).toMatchObject({ kind: 'valid', message: { command: CAUSE }, assertion: order.assertion });
    const challenge = Buffer.from(assertionChallenge('order', order.digest)).toString('base64url');
    const client = JSON.parse(Buffer.from(order.assertion.clientDataJSON, 'base64url').toString()) as object;
    expect(client).toMatchObject({ challenge, origin: CONSOLE_ORIGIN });
  });

  it('is given once when sent twice at the same time', async () => {
    const { draft, send, given } = await shift();
    const view = await draft();
    const body = [send(view), send(view), send(view)];
    const answers = await Promise.all(body);
    expect(answers.map(([status]) => status).toSorted()).toEqual([201, 409, 409]);
    expect(await send(view)).toEqual([409, 'draft-over']);
    expect(await given()).toHaveLength(1);
  });

  it('is refused after its minute', async () => {
    const { draft, send, given, clock } = await shift();
    const view = await draft();
    clock.turn(MINUTE);
    expect(await send(view)).toEqual([409, 'draft-over']);
    expect(await given()).toEqual([]);
  });

  it.each<readonly [string, Misbehaviour]>([
    ['over another challenge', { challenge: 'A'.repeat(43) }],
    ['of another origin', { origin: 'https://evil.example' }],
    ['of another relying party', { relyingPartyId: 'evil.example' }],
    ['without user verification', { unverified: true }],
    ['by another key', { forged: true }],
    ['of another kind', { type: 'webauthn.create' }],
    ['for another person', { userHandle: 'A'.repeat(43) }],
  ])('is refused with a signature %s', async (_fault, bad) => {
    const { draft, send, given, desk } = await shift();
    const view = await draft();
    expect(await send(view, OPEN, 'anna-b', bad)).toEqual([403, 'assertion-refused']);
    expect(await given()).toEqual([]);
    await desk.people.signals.settle();
    expect((await listSignals(desk.knex, 0, 10)).map(({ kind }) => kind)).toEqual(['step-up-failed']);
    // The unsigned draft is still valid
    expect((await send(view))[0]).toBe(201);
  });

  it('is refused with a colleague’s passkey, or an unknown one', async () => {
    const { draft, send, given, passkey } = await shift();
    const others = [await passkey('otto-c'), new SoftAuthenticator(CONSOLE_ORIGIN)];
    for (const other of others) {
      expect(await send(await draft(), OPEN, 'anna-b', {}, other)).toEqual([403, 'assertion-refused']);
    }
    expect(await given()).toEqual([]);
  });

  it('refuses its draft from a colleague, for another lane or for another act', async () => {
    const { draft, send, given } = await shift();
    expect(await send(await draft(), OPEN, 'otto-c')).toEqual([409, 'draft-over']);
    expect(await send(await draft(), '/v1/lanes/north-2/open')).toEqual([409, 'draft-over']);
    expect(await send(await draft(), EMERGENCY)).toEqual([409, 'draft-over']);
    const view = await draft();
    const changed = `${view.draft.slice(0, -2)}${view.draft.endsWith('AA') ? 'BB' : 'AA'}`;
    expect(await send({ ...view, draft: changed })).toEqual([409, 'draft-over']);
    expect(await given()).toEqual([]);
  });

  it('is refused when the person’s duty changed after the draft', async () => {
    const { draft, send, given, hire } = await shift();
    const view = await draft();
    hire('anna-b', 'supervisor');
    expect(await send(view)).toEqual([409, 'draft-over']);
    hire('anna-b', 'auditor');
    expect((await send(view))[0]).toBe(403);
    expect(await given()).toEqual([]);
  });

  it('is refused when the lane was disabled after the draft', async () => {
    const { draft, send, given, desk } = await shift();
    const view = await draft();
    await changeRecorded(desk.knex, 'kiosks', {}, { disabled_at: 1 });
    expect((await send(view))[0]).toBe(404);
    expect(await given()).toEqual([]);
  });

  it('has no draft for a person without a passkey', async () => {
    const { ask } = await shift();
    expect(await ask('otto-c', OPEN, CAUSE)).toEqual([409, 'no-passkey']);
    expect(await ask('otto-c', EMERGENCY, { kind: 'end-emergency' })).toEqual([409, 'no-passkey']);
  });

  it('is refused, and the passkey blocked, when its counter decreases', async () => {
    const { draft, send, given, key, desk } = await shift();
    expect((await send(await draft()))[0]).toBe(201);
    key.counter = 0;
    expect(await send(await draft())).toEqual([403, 'assertion-refused']);
    expect((await listPasskeys(desk.knex, person('anna-b')))[0]?.regressedAt).not.toBeNull();
    expect(await given()).toHaveLength(1);
  });

  it('is signed in an emergency too, as is its end; the opening waits for a second person', async () => {
    const { draft, send, given, desk } = await shift();
    expect((await send(await draft(EMERGENCY, { kind: 'open-in-emergency', cause: 'fire' }), EMERGENCY))[0]).toBe(201);
    expect((await send(await draft(EMERGENCY, { kind: 'end-emergency' }), EMERGENCY))[0]).toBe(201);
    expect((await given()).map(({ kind, assertion }) => [kind, assertion !== null])).toEqual([
      ['end-emergency', true],
      ['open-in-emergency', true],
    ]);
    expect(await desk.knex('emergency_openings')).toHaveLength(1);
  });

  it('is refused for a traveller whose referral is no longer admitted', async () => {
    const { act, watch, lane, draft, send, desk } = await shift();
    await watch('anna-b');
    const { refer } = await lane('north-3', 3);
    const id = await refer(1);
    await act('anna-b', id, 'take', { version: 1 });
    const decision = { outcome: 'admitted-after-manual-check', reason: 'capture-was-poor' };
    expect((await act('anna-b', id, 'decide', { version: 2, decision }))[0]).toBe(200);
    const path = '/v1/lanes/north-3/open';
    const view = await draft(path, { kind: 'open-for-traveller', transactionId: transactionOf(1) });
    const again = { version: 4, standing: { state: 'waiting' } } as const;
    await desk.queue.run((transaction) => updateReferral(transaction, id, 3, again));
    expect(await send(view, path)).toEqual([409, 'not-admitted']);
  });
});
