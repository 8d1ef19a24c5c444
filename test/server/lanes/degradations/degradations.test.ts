/** Degradations that two supervisors sign, by the routes of their console. */
import express from 'express';
import type { Knex } from 'knex';
import { describe, expect, it } from 'vitest';
import type { Lane } from '../../../../kiosk/lane/state-machine/lane.ts';
import { judgeOrder } from '../../../../kiosk/lane/orders/judge-order.ts';
import type { Principal } from '../../../../server/platform/access/principal.ts';
import { openOrder } from '../../../../server/contract/order.ts';
import { encodeServerMessage, withAssertion } from '../../../../server/contract/server-message.ts';
import { connectDatabase } from '../../../../server/platform/database/database.ts';
import { degradationRoutes } from '../../../../server/lanes/degradations/degradation-routes.ts';
import { wantedDegradationSchema } from '../../../../server/lanes/degradations/sign-degradation.ts';
import { enrolKiosk } from '../../../../server/records/kiosks/enrol-kiosk.ts';
import type { OrderDraftView } from '../../../../server/lanes/orders/answers.ts';
import { listOrders } from '../../../../server/lanes/orders/order-table.ts';
import type { DegradationList } from '../../../../server/lanes/degradations/answers.ts';
import type { Proposed } from '../../../../server/records/proposals/answers.ts';
import { proposalRoutes } from '../../../../server/records/proposals/proposal-routes.ts';
import { findProposal } from '../../../../server/records/proposals/proposal-table.ts';
import { listSignals } from '../../../../server/records/signals/signal-table.ts';
import { keysInForce, listed } from '../../../support/officer-passkeys.ts';
import { placeIn } from '../../fixtures/engines.ts';
import { EVERYWHERE } from '../../fixtures/everywhere.ts';
import { givePasskey, peopleOf } from '../../fixtures/passkeys-of.ts';
import { testKiosk } from '../../fixtures/test-kiosk.ts';
import { accessBench } from '../../platform/access/fixtures/access-bench.ts';
import { HOUR_MS, kiosk, site } from '../../platform/access/fixtures/principals.ts';
import { serveRoutes } from '../../platform/access/fixtures/serve-routes.ts';
import { changeRecorded } from '../../fixtures/write-recorded.ts';
import type { Misbehaviour, SoftAuthenticator } from '../../people/people/fixtures/soft-authenticator.ts';
import { responseOf } from '../../border/referrals/fixtures/referral-bench.ts';

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
  const people = peopleOf(access.context);
  const keys = new Map<string, Promise<SoftAuthenticator>>();
  const keyOf = ({ personId }: Principal): Promise<SoftAuthenticator> => {
    const known = keys.get(personId) ?? givePasskey(access.context, personId);
    keys.set(personId, known);
    return known;
  };
  const { ask, refused } = await serveRoutes(access.clock, (gate) => {
    const parts = { ...access.desk, issue: access.issue, people, proposals: access.desk };
    return express.Router().use(degradationRoutes(gate, parts)).use(proposalRoutes(gate, access.desk));
  });
  /** The draft of a request that must be signed. */
  const draft = async (who: Principal, path: string, body: object) => {
    await keyOf(who);
    const answer = await ask(who, path, 'POST', body);
    return { ...answer, view: answer.body as unknown as OrderDraftView };
  };
  /** Drafts a request, signs it, and sends it. */
  const sign = async (who: Principal, path: string, body: object, bad: Misbehaviour = {}, passkey = keyOf(who)) => {
    const drafted = await draft(who, path, body);
    if (drafted.status !== 201) return drafted;
    const response = responseOf(await passkey, drafted.view.options, bad);
    return ask(who, `${path}/signed`, 'POST', { draft: drafted.view.draft, response });
  };
  const propose = async (who = anna, wanted: object = WANTED) => {
    const { status, body } = await sign(who, '/v1/degradations', wanted);
    if (status !== 201) throw new Error(`answers ${status}`);
    return body as unknown as Proposed;
  };
  const approvalOf = ({ id }: Proposed) => `/v1/degradations/${id}/approval`;
  const approve = async (who: Principal, { id, digest }: Proposed) => {
    const { status, code } = await sign(who, approvalOf({ id, digest }), { digest });
    return code ?? status;
  };
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
  /** Changes rows of proposals past the server's rights, as the owner of the database can. */
  const tamper = async (work: (rows: Knex.QueryBuilder) => Promise<unknown>) => {
    const database = connectDatabase(await placeIn(access.dataDir));
    try {
      await work(database('proposals'));
    } finally {
      await database.destroy();
    }
  };
  const shared = { tamper, access, anna, berta, people, ask, refused, keyOf };
  return { ...shared, draft, sign, propose, approve, approvalOf, list, orders };
}

const WANTED = {
  ...{ site: 'north', kiosks: ['north-1', 'north-2'], measure: 'without-watchlist' },
  ...{ cause: 'feed-down', forMs: 2 * HOUR_MS },
};

const DAY_MS = 24 * HOUR_MS;
const SOUTH = { ...WANTED, site: 'south', kiosks: ['south-1'] };

describe('degradation', () => {
  it('is decided by two supervisors, ordered to each lane, listed, and expires', async () => {
    const { access, anna, berta, propose, approve, list, orders } = await bench();
    const proposal = await propose(anna);
    expect([await list(), await orders()]).toEqual([[], []]);
    access.clock.turn(60_000);
    expect(await approve(berta, proposal)).toBe(204);
    expect(await orders()).toEqual(['north-1 degrade-policy p-anna+p-berta', 'north-2 degrade-policy p-anna+p-berta']);
    expect(access.told).toEqual(['north-1', 'north-2']);
    expect(await list()).toMatchObject([
      { id: proposal.id, measure: 'without-watchlist', proposedBy: 'p-anna', approvedBy: 'p-berta', isInForce: true },
    ]);
    expect((await access.entries()).filter((entry) => entry?.type === 'policy')).toMatchObject([
      { policy: 'degradation', digest: proposal.digest, approvedBy: ['p-anna', 'p-berta'] },
    ]);
    // Its hours count from the draft
    access.clock.turn(2 * HOUR_MS - 60_000);
    expect(await list()).toMatchObject([{ isInForce: false, endedAt: null }]);
  });

  it('carries what both signed to each lane, which a lane accepts with their keys', async () => {
    const { access, anna, berta, keyOf, propose, approve } = await bench();
    const proposal = await propose(anna);
    await approve(berta, proposal);
    const stored = await findProposal(access.database.knex, proposal.id);
    const now = access.clock.wallMs();
    const list = keysInForce(
      now,
      listed(await keyOf(anna), 'p-anna', {}, now - DAY_MS),
      listed(await keyOf(berta), 'p-berta', {}, now - DAY_MS),
    );
    for (const kioskId of ['north-1', 'north-2'].map(kiosk)) {
      const [order] = await listOrders(access.database.knex, { kioskId, reach: EVERYWHERE }, 1);
      if (order === undefined || order.assertion === null) throw new Error('expected an order with assertions');
      expect(order.assertion).toEqual({ ...stored?.assertion, second: stored?.approval });
      const wire = withAssertion(encodeServerMessage(order.payload, order.signature), order.assertion);
      const read = openOrder(wire, access.serverKey);
      if (read.kind !== 'valid') throw new Error(read.code);
      expect(read.message.command).toMatchObject({ kind: 'degrade-policy', terms: { kiosks: WANTED.kiosks } });
      const facts = { site: 'north', nowMs: now, referred: undefined, lane: { state: { phase: 'idle' } } as Lane };
      const received = { order: read.message, digest: read.digest, assertion: read.assertion };
      expect(judgeOrder(received, { ...facts, kioskId, officerKeys: list })).toMatchObject({ kind: 'holds' });
    }
  });

  it('cannot be proposed or approved without a signature', async () => {
    const { access, anna, berta, ask, propose, list, orders } = await bench();
    const now = Math.round(access.clock.wallMs());
    const { forMs, ...what } = WANTED;
    const payload = { ...what, from: now, until: now + forMs };
    expect(await ask(anna, '/v1/proposals', 'POST', { kind: 'degradation', payload })).toMatchObject({
      status: 422,
      code: 'invalid-message',
    });
    const { id, digest } = await propose(anna);
    expect((await ask(berta, `/v1/proposals/${id}/approval`, 'POST', { digest })).code).toBe('invalid-message');
    expect([await list(), await orders()]).toEqual([[], []]);
    // It can be turned down as any other
    expect((await ask(berta, `/v1/proposals/${id}/refusal`, 'POST', { digest })).status).toBe(204);
  });

  it('is not approved where its row was given no signature', async () => {
    const { anna, berta, tamper, propose, approve, orders } = await bench();
    const proposal = await propose(anna);
    await tamper((rows) => rows.where({ id: proposal.id }).update({ assertion: null }));
    expect(await approve(berta, proposal)).toBe('not-found');
    expect(await orders()).toEqual([]);
  });

  it('is not approved where its payload was changed since it was signed', async () => {
    const { access, anna, berta, tamper, propose, approve, orders } = await bench();
    const proposal = await propose(anna);
    const { payload = '' } = (await findProposal(access.database.knex, proposal.id)) ?? {};
    const changed = payload.replace('without-watchlist', 'without-fingers');
    expect(changed).not.toBe(payload);
    await tamper((rows) => rows.where({ id: proposal.id }).update({ payload: changed }));
    expect(await approve(berta, proposal)).toBe('not-found');
    expect(await orders()).toEqual([]);
  });

  it('takes a fresh signature in place of a step-up, and no other proof', async () => {
    const { access, anna, berta, propose, approve, draft, approvalOf } = await bench();
    const proposal = await propose(anna);
    const stale = { ...berta, steppedUpAt: null };
    const restricted = { ...stale, proofRequiredSince: access.clock.wallMs() - 1 };
    expect((await draft(restricted, approvalOf(proposal), { digest: proposal.digest })).code).toBe('step-up-required');
    expect(await approve(stale, proposal)).toBe(204);
  });

  it('cannot be decided by a person without a passkey', async () => {
    const { access, berta, ask, propose, approvalOf } = await bench();
    const carl = await access.employ('p-carl', { role: 'supervisor', sites: [site('north')] });
    expect(await ask(carl, '/v1/degradations', 'POST', WANTED)).toMatchObject({ status: 409, code: 'no-passkey' });
    const proposal = await propose(berta);
    const { digest } = proposal;
    expect((await ask(carl, approvalOf(proposal), 'POST', { digest })).code).toBe('no-passkey');
  });

  it.each<readonly [string, Misbehaviour]>([
    ['over another challenge', { challenge: 'A'.repeat(43) }],
    ['of another origin', { origin: 'https://evil.example' }],
    ['without user verification', { unverified: true }],
    ['by another key', { forged: true }],
  ])('is refused with a signature %s, and noted', async (_fault, bad) => {
    const { access, anna, berta, people, sign, propose, approvalOf, orders } = await bench();
    expect((await sign(anna, '/v1/degradations', WANTED, bad)).code).toBe('assertion-refused');
    const proposal = await propose(anna);
    expect((await sign(berta, approvalOf(proposal), { digest: proposal.digest }, bad)).code).toBe('assertion-refused');
    expect(await orders()).toEqual([]);
    await people.signals.settle();
    const noted = (await listSignals(access.database.knex, 0, 10)).map(({ kind }) => kind);
    expect(noted).toContain('step-up-failed');
  });

  it('is refused with the passkey of a colleague', async () => {
    const { anna, berta, keyOf, sign, propose, approvalOf } = await bench();
    expect((await sign(anna, '/v1/degradations', WANTED, {}, keyOf(berta))).code).toBe('assertion-refused');
    const proposal = await propose(anna);
    const { digest } = proposal;
    expect((await sign(berta, approvalOf(proposal), { digest }, {}, keyOf(anna))).code).toBe('assertion-refused');
  });

  it('cannot be approved by its proposer', async () => {
    const { anna, propose, approve } = await bench();
    expect(await approve(anna, await propose(anna))).toBe('another-person-required');
  });

  it('takes each draft once, in its session, for its proposal and within its minute', async () => {
    const { access, anna, berta, ask, keyOf, draft, propose, approvalOf, orders } = await bench();
    const signed = async (who: Principal, view: OrderDraftView) => {
      const response = responseOf(await keyOf(who), view.options);
      return { draft: view.draft, response };
    };
    const post = async (who: Principal, path: string, body: object) => {
      const { status, code } = await ask(who, `${path}/signed`, 'POST', body);
      return code ?? status;
    };
    const first = await draft(anna, '/v1/degradations', WANTED);
    const body = await signed(anna, first.view);
    expect(await post({ ...anna, sessionId: '6f'.repeat(16) }, '/v1/degradations', body)).toBe('draft-over');
    const sent = [body, body, body].map((one) => post(anna, '/v1/degradations', one));
    expect((await Promise.all(sent)).toSorted()).toEqual([201, 'draft-over', 'draft-over']);

    const [one, other] = [await propose(anna), await propose(anna)];
    const approval = await signed(berta, (await draft(berta, approvalOf(one), { digest: one.digest })).view);
    expect(await post(berta, approvalOf(other), approval)).toBe('draft-over');
    // A draft to propose does not approve
    const again = await signed(berta, (await draft(berta, '/v1/degradations', WANTED)).view);
    expect(await post(berta, approvalOf(one), again)).toBe('draft-over');
    const both = await Promise.all([approval, approval].map((sending) => post(berta, approvalOf(one), sending)));
    expect(both.toSorted()).toEqual([204, 'draft-over']);
    expect(await orders()).toHaveLength(2);

    const late = await signed(berta, (await draft(berta, approvalOf(other), { digest: other.digest })).view);
    access.clock.turn(60_000);
    expect(await post(access.now(berta), approvalOf(other), late)).toBe('draft-over');
  });

  it('blocks a passkey whose counter decreased', async () => {
    const { berta, anna, keyOf, propose, approve, orders } = await bench();
    const key = await keyOf(berta);
    await propose(berta);
    const proposal = await propose(anna);
    key.counter -= 1;
    expect(await approve(berta, proposal)).toBe('assertion-refused');
    expect(await approve(berta, proposal)).toBe('no-passkey');
    expect(await orders()).toEqual([]);
  });

  it('can be ended early by one person, at every lane, once, without a signature', async () => {
    const { berta, anna, ask, propose, approve, list, orders } = await bench();
    const proposal = await propose(anna);
    const { id } = proposal;
    await approve(berta, proposal);
    expect((await ask(berta, `/v1/degradations/${id}/end`, 'POST')).status).toBe(204);
    expect((await orders()).filter((one) => one.includes('end-degradation'))).toEqual([
      'north-1 end-degradation p-berta',
      'north-2 end-degradation p-berta',
    ]);
    expect(await list()).toMatchObject([{ isInForce: false, endedBy: 'p-berta' }]);
    expect((await ask(anna, `/v1/degradations/${id}/end`, 'POST')).code).toBe('proposal-settled');
  });
  it('is hidden from other people, who cannot end it', async () => {
    const { access, anna, berta, ask, propose, approve, list } = await bench();
    const proposal = await propose(anna);
    const { id } = proposal;
    await approve(berta, proposal);
    const south = await access.employ('p-south', { role: 'supervisor', sites: [site('south')] });
    const officer = await access.employ('p-otto', { role: 'officer', lanes: [kiosk('north-2')] });
    const administrator = await access.employ('p-admin');
    expect(await list(south)).toEqual([]);
    expect(await list(officer)).toHaveLength(1);
    expect((await ask(south, `/v1/degradations/${id}/end`, 'POST')).code).toBe('out-of-scope');
    expect((await ask(south, `/v1/degradations/${'0'.repeat(32)}/end`, 'POST')).code).toBe('out-of-scope');
    expect((await ask(officer, `/v1/degradations/${id}/end`, 'POST')).code).toBe('not-entitled');
    expect((await ask(administrator, '/v1/degradations')).code).toBe('not-entitled');
    expect((await ask(officer, '/v1/degradations', 'POST', WANTED)).code).toBe('not-entitled');
  });
  it('is limited to lanes of its site and to people of that site', async () => {
    const { access, anna, sign, propose, approve } = await bench();
    const all = await access.employ('p-all', { role: 'supervisor' });
    for (const kiosks of [['north-1', 'south-1'], ['nowhere-1']]) {
      expect((await sign(all, '/v1/degradations', { ...WANTED, kiosks })).code).toBe('not-found');
    }
    expect((await sign(anna, '/v1/degradations', SOUTH)).code).toBe('out-of-scope');
    expect(await approve(anna, await propose(all, SOUTH))).toBe('out-of-scope');
  });
  it('is refused when one of its lanes was disabled since', async () => {
    const { access, anna, berta, propose, approve, list, orders } = await bench();
    const proposal = await propose(anna);
    await changeRecorded(access.database.knex, 'kiosks', { id: 'north-2' }, { disabled_at: 1 });
    expect(await approve(berta, proposal)).toBe('proposal-inapplicable');
    expect([await list(), await orders(), access.told]).toEqual([[], [], []]);
  });
  it('expires when not approved within a quarter of an hour', async () => {
    const { access, anna, berta, propose, approve } = await bench();
    const proposal = await propose(anna);
    access.clock.turn(900_000);
    expect(await approve(access.now(berta), proposal)).toBe('proposal-expired');
  });
  it.each<readonly [string, object]>([
    ['no lane', { kiosks: [] }],
    ['a lane twice', { kiosks: ['north-1', 'north-1'] }],
    ['an unknown measure', { measure: 'without-document' }],
    ['a day and a millisecond', { forMs: 24 * HOUR_MS + 1 }],
    ['a minute', { forMs: 60_000 }],
    ['a free-text reason', { cause: 'Mr Smith is late' }],
    ['its own times', { from: 1, until: 2 * HOUR_MS }],
  ])('refuses %s', (_fault, difference) => {
    expect(wantedDegradationSchema.safeParse(WANTED).success).toBe(true);
    expect(wantedDegradationSchema.safeParse({ ...WANTED, ...difference }).success).toBe(false);
  });
});
