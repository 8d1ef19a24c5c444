import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { describe, expect, it, onTestFinished } from 'vitest';
import { siteIdSchema } from '../../../../server/platform/access/vocabulary.ts';
import { answerErrors, answerNotFound } from '../../../../server/platform/http/errors.ts';
import { CONFIRM_WITHIN_MS } from '../../../../server/lanes/orders/issue-order.ts';
import { emergencyRoutes } from '../../../../server/border/emergencies/emergency-routes.ts';
import { watchEmergencies } from '../../../../server/border/emergencies/watch-emergencies.ts';
import { kioskIdSchema } from '../../../../server/contract/field.ts';
import { giveSignedOrder } from '../../../support/give-signed-order.ts';
import type { EmergencyList } from '../../../../server/border/emergencies/answers.ts';
import { send } from '../../fixtures/running-server.ts';
import { referralBench } from '../referrals/fixtures/referral-bench.ts';

const FIRE = { kind: 'open-in-emergency', cause: 'fire' } as const;
const SOUTH = siteIdSchema.parse('south');

async function shift(dataDir?: string) {
  const bench = await referralBench(dataDir === undefined ? {} : { dataDir });
  bench.hire('anna-b');
  bench.hire('carla-d', 'supervisor');
  bench.hire('emil-f', 'supervisor');
  bench.hire('dana-e', 'supervisor', { sites: [SOUTH] });
  bench.hire('ada-u', 'auditor');
  if (dataDir === undefined) await bench.lane('north-1', 7);
  const app = express();
  app.use(emergencyRoutes(bench.gate, bench.context));
  app.use(answerNotFound);
  app.use(answerErrors(bench.desk.events));
  const http = createServer(app).listen(0, '127.0.0.1');
  await new Promise((resolve) => void http.once('listening', resolve));
  onTestFinished(() => void http.close());
  const { port } = http.address() as AddressInfo;
  const ask = async (person: string, path: string, body?: string) => {
    const post = { method: 'POST', body: new TextEncoder().encode(body) };
    const headers = { 'x-person': person, 'content-type': 'application/json' };
    const { status, text } = await send(port, path, { headers, ...(body !== undefined && post) });
    return { status, code: /"code":"([a-z-]+)"/.exec(text)?.[1], text };
  };
  return {
    ...bench,
    ask,
    say: (person: string, digest: string, finding = 'confirmed') =>
      ask(person, `/v1/emergencies/${digest}/finding`, JSON.stringify({ finding })),
    list: async (person: string) =>
      (JSON.parse((await ask(person, '/v1/emergencies')).text) as EmergencyList).emergencies,
    async open(person = 'anna-b', role: 'officer' | 'supervisor' = 'officer') {
      const wanted = {
        kioskId: kioskIdSchema.parse('north-1'),
        order: FIRE,
        person: { id: person as never, role },
        session: null,
      };
      const issued = await bench.desk.queue.run((transaction) =>
        giveSignedOrder(bench.desk.orders, transaction, wanted),
      );
      if (issued.kind === 'refused') throw new Error(issued.code);
      return issued.digest;
    },
    kinds: async () => (await bench.alarms()).map(({ kind }) => kind),
    /** Runs one check, as the server does at its start. */
    async look() {
      await watchEmergencies(bench.context)();
    },
  };
}

describe('emergency opening', () => {
  it('is ordered at once, and listed until another person reviews it', async () => {
    const { open, list, say, told } = await shift();
    const digest = await open();
    expect(told).toEqual(['north-1']);
    expect(await list('carla-d')).toMatchObject([{ digest, cause: 'fire', openedBy: 'anna-b', finding: null }]);
    expect((await say('carla-d', digest)).status).toBe(204);
    expect(await list('ada-u')).toMatchObject([{ digest, finding: 'confirmed', foundBy: 'carla-d', overdueAt: null }]);
  });

  it('is confirmed once, by another person who is a supervisor of the site', async () => {
    const { open, say, kinds } = await shift();
    const digest = await open('carla-d', 'supervisor');
    expect(await say('carla-d', digest)).toMatchObject({ status: 403, code: 'another-person-required' });
    expect(await say('anna-b', digest)).toMatchObject({ status: 403, code: 'not-entitled' });
    expect(await say('dana-e', digest)).toMatchObject({ status: 403, code: 'out-of-scope' });
    expect((await say('nobody', digest)).status).toBe(401);
    const answers = await Promise.all(Array.from({ length: 5 }, () => say('emil-f', digest)));
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409, 409, 409, 409]);
    expect(await say('emil-f', digest, 'unfounded')).toMatchObject({ status: 409, code: 'proposal-settled' });
    expect(await kinds()).toEqual([]);
  });

  it('accepts only findings about existing openings', async () => {
    const { open, ask, say } = await shift();
    const path = `/v1/emergencies/${await open()}/finding`;
    for (const body of ['', '{}', '[]', '{"finding":"perhaps"}', '{"finding":"confirmed","by":"anna-b"}', 'x']) {
      expect((await ask('carla-d', path, body)).status).toBeGreaterThanOrEqual(400);
    }
    const long = JSON.stringify({ finding: 'c'.repeat(1_000) });
    expect((await ask('carla-d', path, long)).code).toBe('too-large');
    // An unknown opening has no opener to differ from.
    for (const digest of ['0'.repeat(64), '%27or%201=1']) {
      expect(await say('carla-d', digest)).toMatchObject({ status: 403, code: 'another-person-required' });
    }
  });

  it('raises one alarm when not confirmed in time, also after an outage of the server', async () => {
    const { open, look, clock, kinds, list, say, close, dataDir } = await shift();
    const digest = await open();
    clock.turn(CONFIRM_WITHIN_MS - 1);
    await look();
    expect(await kinds()).toEqual([]);
    clock.turn(1);
    await Promise.all([look(), look()]);
    expect(await kinds()).toEqual(['emergency-unconfirmed']);
    await look();
    expect(await kinds()).toEqual(['emergency-unconfirmed']);
    expect(await list('carla-d')).toMatchObject([{ digest, finding: null, overdueAt: clock.wallMs() }]);
    // A late finding is accepted and takes no alarm back
    expect((await say('carla-d', digest)).status).toBe(204);
    const second = await open();
    await close();
    const after = await shift(dataDir);
    after.clock.turn(clock.wallMs() - after.clock.wallMs() + CONFIRM_WITHIN_MS);
    await after.look();
    expect(await after.kinds()).toEqual(['emergency-unconfirmed', 'emergency-unconfirmed']);
    expect((await after.list('carla-d')).map((one) => one.digest)).toEqual([second, digest]);
  });

  it('is not confirmed by another opening; each raises its own alarm and entry', async () => {
    const { open, look, clock, kinds, database } = await shift();
    await open();
    await open('carla-d', 'supervisor');
    await open();
    clock.turn(CONFIRM_WITHIN_MS);
    await look();
    expect(await kinds()).toEqual(Array.from({ length: 3 }, () => 'emergency-unconfirmed'));
    const entries = await database.knex('ledger_openings').where({ type: 'alarm' });
    expect(entries).toHaveLength(3);
  });

  it('raises an alarm at once when unfounded, and records an act with the order', async () => {
    const { open, say, look, clock, kinds, database } = await shift();
    const digest = await open();
    expect((await say('emil-f', digest, 'unfounded')).status).toBe(204);
    expect(await kinds()).toEqual(['emergency-unfounded']);
    clock.turn(CONFIRM_WITHIN_MS);
    await look();
    expect(await kinds()).toEqual(['emergency-unfounded']);
    const act: { person_id: string; details: unknown } | undefined = await database
      .knex('acts')
      .where({ act: 'emergency.confirm', subject: digest })
      .first();
    expect(act).toMatchObject({ person_id: 'emil-f', kiosk_id: 'north-1', result: 'done' });
  });

  it('does not exist when its order is rolled back', async () => {
    const { desk, list } = await shift();
    const wanted = { kioskId: kioskIdSchema.parse('north-1'), order: FIRE, session: null } as const;
    const broken = desk.queue.run(async (transaction) => {
      await giveSignedOrder(desk.orders, transaction, {
        ...wanted,
        person: { id: 'anna-b' as never, role: 'officer' },
      });
      throw new Error('the power went');
    });
    await expect(broken).rejects.toThrow('the power went');
    expect(await list('carla-d')).toEqual([]);
  });
});
