import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { describe, expect, it, onTestFinished } from 'vitest';
import { siteIdSchema } from '../../../../server/platform/access/vocabulary.ts';
import { answerErrors, answerNotFound } from '../../../../server/platform/http/errors.ts';
import { CONFIRM_WITHIN_MS } from '../../../../server/lanes/orders/issue-order.ts';
import { emergencyRoutes } from '../../../../server/border/emergencies/emergency-routes.ts';
import { watchEmergencies } from '../../../../server/border/emergencies/watch-emergencies.ts';
import { operationRoutes } from '../../../../server/border/referrals/operation-routes.ts';
import { orderLaneRoutes } from '../../../../server/border/referrals/order-lane-routes.ts';
import {
  OPENINGS_OF_A_LANE,
  OPENINGS_OF_A_PERSON,
  OPENINGS_WITHIN_MS,
} from '../../../../server/border/referrals/opening-limit.ts';
import type { EmergencyList } from '../../../../server/border/emergencies/answers.ts';
import { send } from '../../fixtures/running-server.ts';
import type { OrderDraftView } from '../../../../server/lanes/orders/answers.ts';
import { CONSOLE_ORIGIN } from '../../../support/officer-passkeys.ts';
import { SoftAuthenticator } from '../../people/people/fixtures/soft-authenticator.ts';
import { referralBench, responseOf } from '../referrals/fixtures/referral-bench.ts';

async function shift() {
  const bench = await referralBench({});
  const passkeys = new Map<string, SoftAuthenticator>();
  for (const name of ['anna-b', 'ben-c', 'cora-e', 'carla-d']) {
    bench.hire(name, name === 'carla-d' ? 'supervisor' : 'officer');
    // Without a counter, because several orders are signed at once
    passkeys.set(name, await bench.passkey(name, new SoftAuthenticator(CONSOLE_ORIGIN, { counts: false })));
  }
  bench.hire('dana-e', 'supervisor', { sites: [siteIdSchema.parse('south')] });
  bench.hire('ada-u', 'auditor');
  await bench.lane('north-1', 7);
  await bench.lane('north-2', 8);
  const app = express();
  app.use(emergencyRoutes(bench.gate, bench.context));
  app.use(operationRoutes(bench.gate, bench.desk));
  app.use(orderLaneRoutes(bench.gate, bench.desk));
  app.use(answerNotFound);
  app.use(answerErrors(bench.desk.events));
  const http = createServer(app).listen(0, '127.0.0.1');
  await new Promise((resolve) => void http.once('listening', resolve));
  onTestFinished(() => void http.close());
  const { port } = http.address() as AddressInfo;
  const ask = async (person: string, path: string, body?: unknown) => {
    const post = { method: 'POST', body: new TextEncoder().encode(JSON.stringify(body)) };
    const headers = { 'x-person': person, 'content-type': 'application/json' };
    const { status, text, headers: answered } = await send(port, path, { headers, ...(body !== undefined && post) });
    return { status, code: /"code":"([a-z-]+)"/.exec(text)?.[1], text, retryAfter: answered['retry-after'] };
  };
  return {
    ...bench,
    ask,
    /** Drafts an order, signs it and gives it; resolves to the final answer. */
    async open(person: string, lane = 'north-1') {
      const path = `/v1/lanes/${lane}/open`;
      const passkey = passkeys.get(person);
      if (passkey === undefined) throw new Error('expected a passkey of this person');
      const drafted = await ask(person, path, { kind: 'open-for-cause', cause: 'escort' });
      if (drafted.status !== 201) return drafted;
      const { draft, options } = JSON.parse(drafted.text) as OrderDraftView;
      return ask(person, `${path}/signed`, { draft, response: responseOf(passkey, options) });
    },
    say: (person: string, digest: string, finding = 'confirmed') =>
      ask(person, `/v1/openings/${digest}/finding`, { finding }),
    list: async (person: string) => (JSON.parse((await ask(person, '/v1/openings')).text) as EmergencyList).emergencies,
    kinds: async () => (await bench.alarms()).map(({ kind }) => kind),
    look: () => watchEmergencies(bench.context)(),
  };
}

describe('opening for a cause', () => {
  it('is ordered at once, and confirmed once by another officer or a supervisor of the site', async () => {
    const { open, list, say } = await shift();
    const { digest } = JSON.parse((await open('anna-b')).text) as { digest: string };
    expect(await list('ada-u')).toMatchObject([
      { digest, kind: 'open-for-cause', cause: 'escort', openedBy: 'anna-b', finding: null },
    ]);
    expect((await say('anna-b', digest)).code).toBe('another-person-required');
    expect((await say('ada-u', digest)).code).toBe('not-entitled');
    expect((await say('dana-e', digest)).code).toBe('out-of-scope');
    expect((await say('ben-c', digest)).status).toBe(204);
    expect((await say('carla-d', digest, 'unfounded')).code).toBe('proposal-settled');
    expect(await list('carla-d')).toMatchObject([{ digest, finding: 'confirmed', foundBy: 'ben-c' }]);
  });

  it('is not listed or confirmed as an emergency', async () => {
    const { open, ask } = await shift();
    const { digest } = JSON.parse((await open('anna-b')).text) as { digest: string };
    const finding = { finding: 'confirmed' };
    expect((await ask('carla-d', `/v1/emergencies/${digest}/finding`, finding)).code).toBe('another-person-required');
    const { text } = await ask('carla-d', '/v1/emergencies');
    expect((JSON.parse(text) as EmergencyList).emergencies).toEqual([]);
  });

  it('raises one alarm without a finding in time, or when unfounded', async () => {
    const { open, say, look, clock, kinds, database } = await shift();
    const { digest } = JSON.parse((await open('anna-b')).text) as { digest: string };
    clock.turn(CONFIRM_WITHIN_MS + 1);
    await Promise.all([look(), look()]);
    await look();
    expect(await kinds()).toEqual(['opening-unconfirmed']);
    expect((await say('ben-c', digest, 'unfounded')).status).toBe(204);
    expect((await kinds()).toSorted()).toEqual(['opening-unconfirmed', 'opening-unfounded']);
    const act: unknown = await database.knex('acts').where({ act: 'opening.confirm', subject: digest }).first();
    expect(act).toMatchObject({ person_id: 'ben-c', details: '{"finding":"unfounded","late":1}' });
  });
});

describe('limit of openings for a cause', () => {
  it('counts by person at all lanes, returns the wait, raises an alarm and records the person once', async () => {
    const { open, clock, kinds, database } = await shift();
    const answers = await Promise.all(
      Array.from({ length: OPENINGS_OF_A_PERSON + 3 }, (_, n) => open('anna-b', n % 2 === 0 ? 'north-1' : 'north-2')),
    );
    const refused = answers.filter(({ status }) => status !== 201);
    expect(refused.map(({ status, code }) => [status, code])).toEqual(
      Array.from({ length: 3 }, () => [429, 'rate-limited']),
    );
    expect(Number(refused[0]?.retryAfter)).toBe(OPENINGS_WITHIN_MS / 1_000);
    expect(new Set(await kinds())).toEqual(new Set(['openings-too-many']));
    const acts: readonly { person_id: string }[] = await database.knex('acts').where({ result: 'rate-limited' });
    expect(acts.map((act) => act.person_id)).toContain('anna-b');
    expect(acts.length).toBeLessThanOrEqual(2);
    expect(await database.knex('orders')).toHaveLength(OPENINGS_OF_A_PERSON);
    expect((await open('ben-c')).status).toBe(201);
    clock.turn(OPENINGS_WITHIN_MS);
    expect((await open('anna-b')).status).toBe(201);
  });

  it('counts by lane, for all people together', async () => {
    const { open } = await shift();
    for (const [n, person] of ['anna-b', 'ben-c', 'cora-e'].entries()) {
      for (let times = 0; times < OPENINGS_OF_A_LANE / 3; times++)
        expect([n, times, (await open(person)).status]).toEqual([n, times, 201]);
    }
    expect((await open('carla-d')).code).toBe('rate-limited');
    expect((await open('carla-d', 'north-2')).status).toBe(201);
  });

  it('does not limit emergencies', async () => {
    const { open, ask } = await shift();
    for (let times = 0; times <= OPENINGS_OF_A_PERSON; times++) await open('anna-b');
    const fire = { kind: 'open-in-emergency', cause: 'fire' };
    expect((await ask('anna-b', '/v1/lanes/north-1/emergency', fire)).status).toBe(201);
  });
});
