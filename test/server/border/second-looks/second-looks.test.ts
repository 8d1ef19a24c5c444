import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Permit } from '../../../../server/platform/access/guarded-router.ts';
import { siteIdSchema } from '../../../../server/platform/access/vocabulary.ts';
import { answerErrors, answerNotFound } from '../../../../server/platform/http/errors.ts';
import { receiveReport } from '../../../../server/intake/ingest/receive-report.ts';
import { orderSchema } from '../../../../server/contract/order.ts';
import { grantBytes } from '../../../../server/contract/grant.ts';
import { reportDigest } from '../../../../server/contract/envelope.ts';
import type { MatchReport } from '../../../../server/contract/report.ts';
import { relationByReferral } from '../../../../server/border/second-looks/evidence-relation.ts';
import { draw, isDrawn, TICKETS } from '../../../../server/border/second-looks/draw.ts';
import { secondLookRoutes } from '../../../../server/border/second-looks/second-look-routes.ts';
import { LOOK_WITHIN_MS } from '../../../../server/border/second-looks/vocabulary.ts';
import { watchSecondLooks } from '../../../../server/border/second-looks/watch-second-looks.ts';
import { insertGrant } from '../../../../server/lanes/evidence/grant-table.ts';
import type { SecondLooksAnswer } from '../../../../server/border/second-looks/answers.ts';
import { EVERYWHERE } from '../../fixtures/everywhere.ts';
import { send } from '../../fixtures/running-server.ts';
import { transactionOf } from '../../fixtures/sample-report.ts';
import { referralBench } from '../referrals/fixtures/referral-bench.ts';

const ADMIT = { outcome: 'admitted-after-manual-check', reason: 'identity-confirmed-in-person' };
/** The lane has pictures of the traveller, whose face did not match. */
const DOUBTED: Partial<MatchReport> = {
  reasons: ['below-threshold'],
  checks: [
    { name: 'document-read', result: 'passed' },
    { name: 'face-capture', result: 'passed' },
    { name: 'face-comparison', result: 'failed', reason: 'below-threshold' },
  ],
};

async function shift() {
  const bench = await referralBench();
  for (const name of ['anna-b', 'boris-c']) bench.hire(name);
  for (const name of ['carla-d', 'dora-e']) bench.hire(name, 'supervisor');
  bench.hire('dana-s', 'officer', { sites: [siteIdSchema.parse('south')] });
  bench.hire('ada-u', 'auditor');
  const lane = await bench.lane('north-1', 7);
  for (const name of ['anna-b', 'boris-c', 'carla-d']) await bench.watch(name);
  const app = express();
  app.use(secondLookRoutes(bench.gate, bench.context));
  app.use(answerNotFound);
  app.use(answerErrors(bench.desk.events));
  const http = createServer(app).listen(0, '127.0.0.1');
  await new Promise((resolve) => void http.once('listening', resolve));
  onTestFinished(() => void http.close());
  const { port } = http.address() as AddressInfo;
  const ask = async (person: string, path: string, body?: unknown) => {
    const post = { method: 'POST', body: new TextEncoder().encode(JSON.stringify(body)) };
    const headers = { 'x-person': person, 'content-type': 'application/json' };
    const { status, text } = await send(port, path, { headers, ...(body !== undefined && post) });
    return { status, code: /"code":"([a-z-]+)"/.exec(text)?.[1], text };
  };
  let travellers = 0;
  const { knex } = bench.database;
  return {
    ...bench,
    lane,
    /** Refers a traveller, whom Anna lets go with this decision. Resolves to the referral's id. */
    async letGo(decision = ADMIT, over: Partial<MatchReport> = DOUBTED) {
      travellers += 1;
      const id = await lane.refer(travellers, over);
      await bench.act('anna-b', id, 'take', { version: 1 });
      const [status] = await bench.act('anna-b', id, 'decide', { version: 2, decision });
      expect(status).toBe(200);
      return id;
    },
    looksFor: async (person: string) =>
      (JSON.parse((await ask(person, '/v1/second-looks')).text) as SecondLooksAnswer).looks,
    find: (person: string, id: string, finding: string) => ask(person, `/v1/second-looks/${id}/finding`, { finding }),
    followUp: (person: string, id: string, followUp: string) =>
      ask(person, `/v1/second-looks/${id}/follow-up`, { followUp }),
    /** The lane shows this person the last traveller's captures. */
    async show(person: string, refusal?: 'no-longer-kept') {
      const at = Math.round(bench.clock.wallMs());
      const grant = {
        ...{
          version: 1,
          nonce: '1'.repeat(31) + String(travellers % 10),
          kioskId: lane.kiosk.id,
          officer: person as never,
        },
        ...{ transactionId: transactionOf(travellers), modalities: ['face-frame', 'chip-portrait'], role: 'officer' },
        ...{ relation: 'second-opinion', purpose: 'identity-check', trainingValidUntil: at + 1_000 },
        ...{ notBefore: at, expires: at + 60_000, publicKey: 'A'.repeat(1_622) },
      };
      const payload = grantBytes(grant as never);
      const digest = reportDigest(payload);
      const { kioskId, transactionId } = grant;
      await bench.desk.queue.run((transaction) =>
        insertGrant(transaction, {
          ...{ digest, kioskId, transactionId, officer: grant.officer, issuedAt: at, payload },
          signature: new Uint8Array(64),
        }),
      );
      const viewing = { grant: digest, transactionId, ...(refusal && { refusal }) };
      const released = refusal === undefined ? (['face-frame', 'chip-portrait'] as const) : [];
      const { wire } = lane.kiosk.nextViewing({ ...viewing, released: [...released], reportedAt: at });
      expect((await receiveReport(bench.context, wire)).kind).toBe('accepted');
    },
    relation: (person: string, role: 'officer' | 'supervisor') =>
      relationByReferral(knex, bench.clock)(
        { principal: { personId: person }, duty: { role }, reach: EVERYWHERE } as unknown as Permit,
        lane.kiosk.id,
        transactionOf(travellers),
      ),
    kinds: async () => (await bench.alarms()).map(({ kind }) => kind),
    async lastOrder() {
      const row: { payload: Buffer } | undefined = await knex('orders').orderBy('id', 'desc').first('payload');
      return orderSchema.parse(JSON.parse(row?.payload.toString() ?? '')).command;
    },
    async decidedActs() {
      const rows: readonly { details: string }[] = await knex('acts')
        .where({ act: 'referral.decide' })
        .orderBy('position');
      const decided = rows.map(({ details }) => JSON.parse(details) as Record<string, unknown>);
      return decided.filter(({ step }) => step === 'decide');
    },
    look: () => watchSecondLooks(bench.context)(),
  };
}

describe('decision that lets a doubted traveller go', () => {
  it('keeps the captures in their own class, and records the draw', async () => {
    const { letGo, lastOrder, decidedActs, chance, looksFor } = await shift();
    chance.ticket = 4_711;
    await letGo();
    expect(await lastOrder()).toEqual({ kind: 'resolve-referral', captures: 'keep-after-doubt' });
    expect(await decidedActs()).toMatchObject([{ ticket: 4_711, share: 1_000 }]);
    expect(await looksFor('boris-c')).toEqual([]);
  });

  it.each([
    ['left', 'left-while-seen'],
    ['no-traveller', 'nobody-there'],
  ])('includes the outcome %s, which cannot avoid the draw', async (outcome, reason) => {
    const { letGo, lastOrder, decidedActs } = await shift();
    await letGo({ outcome, reason });
    expect(await lastOrder()).toEqual({ kind: 'resolve-referral', captures: 'keep-after-doubt' });
    expect((await decidedActs())[0]).toHaveProperty('ticket');
  });

  it('excludes faults of the lane, cases without pictures, and travellers who are not let go', async () => {
    const { letGo, lastOrder, decidedActs } = await shift();
    await letGo(ADMIT, { ...DOUBTED, reasons: ['quality-insufficient'] });
    expect(await lastOrder()).toEqual({ kind: 'resolve-referral', captures: 'erase-now' });
    await letGo(ADMIT, { reasons: ['document-expired'] });
    expect(await lastOrder()).toEqual({ kind: 'resolve-referral', captures: 'erase-now' });
    await letGo({ outcome: 'passed-to-another-authority', reason: 'police' });
    expect(await lastOrder()).toEqual({ kind: 'resolve-referral', captures: 'keep-as-resolved' });
    for (const details of await decidedActs()) expect(details).not.toHaveProperty('ticket');
  });

  it('gives the deciding officer the same answer, drawn or not', async () => {
    const { lane, act, chance, looksFor, list } = await shift();
    const answers = [];
    for (const [number, ticket] of [9_999, 0].entries()) {
      chance.ticket = ticket;
      const id = await lane.refer(number + 1, DOUBTED);
      await act('anna-b', id, 'take', { version: 1 });
      const [, answer] = await act('anna-b', id, 'decide', { version: 2, decision: ADMIT });
      const { referral, test } = answer;
      answers.push({
        ...referral,
        test,
        id: '',
        transactionId: '',
        arisenAt: 0,
        report: {},
        holder: null,
        decision: null,
      });
    }
    expect(answers[1]).toEqual(answers[0]);
    expect(await looksFor('anna-b')).toEqual([]);
    expect(JSON.stringify(await list('anna-b'))).not.toContain('second-look');
    expect(await looksFor('boris-c')).toHaveLength(1);
  });
});

describe('second look', () => {
  it('is taken once, by another person of the site who has seen the pictures', async () => {
    const { letGo, chance, find, show, looksFor, kinds, relation, database } = await shift();
    chance.ticket = 999;
    const id = await letGo();
    const [seen] = await looksFor('boris-c');
    expect(seen).toMatchObject({ id, outcome: ADMIT.outcome, finding: null, mayFind: true, mayFollowUp: false });
    expect(JSON.stringify(seen)).not.toContain('anna-b');
    expect((await find('anna-b', id, 'agrees')).code).toBe('another-person-required');
    expect((await find('dana-s', id, 'agrees')).code).toBe('out-of-scope');
    expect((await find('ada-u', id, 'agrees')).code).toBe('not-entitled');
    expect((await find('boris-c', id, 'agrees')).code).toBe('evidence-not-seen');
    expect([await relation('boris-c', 'officer'), await relation('carla-d', 'supervisor')]).toEqual([
      'second-opinion',
      'second-opinion',
    ]);
    await show('boris-c', 'no-longer-kept');
    expect((await find('boris-c', id, 'agrees')).code).toBe('evidence-not-seen');
    await show('carla-d');
    expect((await find('boris-c', id, 'agrees')).code).toBe('evidence-not-seen');
    const both = await Promise.all([find('carla-d', id, 'agrees'), find('carla-d', id, 'agrees')]);
    expect(both.map(({ status }) => status).sort()).toEqual([204, 409]);
    expect(await relation('boris-c', 'officer')).toBeUndefined();
    expect(await kinds()).toEqual([]);
    const act: unknown = await database.knex('acts').where({ act: 'second-look.find', subject: id }).first();
    expect(act).toMatchObject({ person_id: 'carla-d', details: '{"finding":"agrees","late":0}' });
  });

  it('raises an alarm when it disagrees, and an uninvolved supervisor follows it up once', async () => {
    const { letGo, chance, find, show, followUp, looksFor, kinds } = await shift();
    chance.ticket = 0;
    const id = await letGo();
    expect((await followUp('carla-d', id, 'decision-stands')).code).toBe('proposal-settled');
    await show('carla-d');
    expect((await find('carla-d', id, 'disagrees')).status).toBe(204);
    expect(await kinds()).toEqual(['second-look-disagrees']);
    expect((await followUp('carla-d', id, 'decision-was-wrong')).code).toBe('another-person-required');
    expect((await followUp('boris-c', id, 'decision-was-wrong')).code).toBe('not-entitled');
    expect(await looksFor('dora-e')).toMatchObject([{ id, finding: 'disagrees', mayFollowUp: true, mayFind: false }]);
    expect((await followUp('dora-e', id, 'decision-was-wrong')).status).toBe(204);
    expect((await followUp('dora-e', id, 'decision-stands')).code).toBe('proposal-settled');
    expect(await looksFor('dora-e')).toMatchObject([{ followUp: 'decision-was-wrong', mayFollowUp: false }]);
  });

  it('does not delay the traveller: the gate opens whatever is drawn', async () => {
    const { letGo, chance, give, passkey } = await shift();
    chance.ticket = 0;
    await letGo();
    const order = { kind: 'open-for-traveller', transactionId: transactionOf(1) };
    const [status] = await give('anna-b', await passkey('anna-b'), '/v1/lanes/north-1/open', order);
    expect(status).toBe(201);
  });

  it('may find “cannot tell” without the pictures, which may be gone', async () => {
    const { letGo, chance, find, kinds } = await shift();
    chance.ticket = 0;
    const id = await letGo();
    expect((await find('boris-c', id, 'cannot-tell')).status).toBe(204);
    expect(await kinds()).toEqual([]);
  });

  it('raises one alarm when overdue, and may be taken late', async () => {
    const { letGo, chance, find, look, clock, kinds, hire } = await shift();
    chance.ticket = 0;
    const id = await letGo();
    clock.turn(LOOK_WITHIN_MS - 1);
    await look();
    expect(await kinds()).toEqual([]);
    clock.turn(1);
    await Promise.all([look(), look()]);
    await look();
    expect(await kinds()).toEqual(['second-look-overdue']);
    hire('boris-c');
    expect((await find('boris-c', id, 'cannot-tell')).status).toBe(204);
  });

  it('refuses anything but a finding about a drawn decision', async () => {
    const { letGo, chance, find, followUp } = await shift();
    const id = await letGo();
    expect((await find('boris-c', id, 'cannot-tell')).code).toBe('another-person-required');
    chance.ticket = 0;
    const drawn = await letGo();
    for (const finding of ['', 'maybe', 'agrees ']) expect((await find('boris-c', drawn, finding)).status).toBe(422);
    expect((await followUp('carla-d', drawn, 'perhaps')).status).toBe(422);
    expect((await find('boris-c', 'x', 'agrees')).status).toBe(403);
  });
});

describe('draw', () => {
  it('selects the configured share of decisions', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), (percent) => {
        const drawn = Array.from({ length: TICKETS }, (_, ticket) => isDrawn(draw(percent, () => ticket)));
        expect(drawn.filter(Boolean)).toHaveLength((percent * TICKETS) / 100);
      }),
      { numRuns: 20 },
    );
  });
});
