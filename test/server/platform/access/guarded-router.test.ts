import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { z } from 'zod';
import { describe, expect, it, onTestFinished } from 'vitest';
import { guardedRoutes, guardOf, type GuardedRoutes } from '../../../../server/platform/access/guarded-router.ts';
import type { Principal, Target } from '../../../../server/platform/access/principal.ts';
import { answerNotFound } from '../../../../server/platform/http/errors.ts';
import { send } from '../../fixtures/running-server.ts';
import { duty, kiosk, NOON, principal, site } from './fixtures/principals.ts';

const LANES: Readonly<Record<string, Target>> = {
  'north-1': { site: site('north'), kioskId: kiosk('north-1') },
  'south-1': { site: site('south'), kioskId: kiosk('south-1') },
};
const JSON_TYPE = { 'content-type': 'application/json' };
const body = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

async function serve(who: () => Principal | undefined, define: (routes: GuardedRoutes) => void) {
  const refused: string[] = [];
  const read: string[] = [];
  const routes = guardedRoutes({
    clock: { wallMs: () => NOON, monotonicMs: () => 0, sinceBootMs: () => 0, after: () => () => undefined },
    principalOf: () => Promise.resolve(who()),
    noteRefusal: (principal, act, code) => void refused.push(`${principal.personId} ${act} ${code}`),
    noteReading: (principal, role, act) => Promise.resolve(void read.push(`${principal.personId} ${role} ${act}`)),
  });
  define(routes);
  const app = express();
  app.use(routes.router);
  app.use(answerNotFound);
  const http = createServer(app);
  await new Promise<void>((resolve) => void http.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void http.close());
  const { port } = http.address() as AddressInfo;
  const ask = async (path: string, method = 'GET', sent?: unknown) => {
    const bytes = sent === undefined ? {} : { body: body(sent), headers: JSON_TYPE };
    const answer = await send(port, path, { method, ...bytes });
    const said = answer.text === '' ? {} : (JSON.parse(answer.text) as { error?: { code: string } });
    return [answer.status, said.error?.code ?? said] as const;
  };
  return { ask, refused, read, port };
}

const decide = (routes: GuardedRoutes) => {
  const targetOf = (request: express.Request) => Promise.resolve(LANES[String(request.params['lane'])]);
  const form = { targetOf, bytes: z.unknown(), answer: z.looseObject({}) };
  routes.post('/lanes/:lane/decision', 'referral.decide', form, ({ bytes: { length } }, permit) => ({
    by: permit.principal.personId,
    under: permit.duty.role,
    ...permit.target,
    length,
  }));
};

describe('a guarded route', () => {
  it('admits people whom the table allows, with the exercised duty and the target', async () => {
    const { ask, refused } = await serve(() => principal([duty('officer')]), decide);
    expect(await ask('/lanes/north-1/decision', 'POST', { a: 1 })).toEqual([
      200,
      { by: 'p-anna', under: 'officer', site: 'north', kioskId: 'north-1', length: 7 },
    ]);
    expect(refused).toEqual([]);
  });
  it('answers the reason of a refusal, and reports the refused person', async () => {
    let who: Principal | undefined;
    const { ask, refused } = await serve(() => who, decide);
    const attempt = async (next: Principal | undefined) => {
      who = next;
      return ask('/lanes/south-1/decision', 'POST', {});
    };
    expect(await attempt(undefined)).toEqual([401, 'not-signed-in']);
    expect(await attempt(principal([duty('administrator')]))).toEqual([403, 'not-entitled']);
    expect(await attempt(principal([duty('officer', { sites: [site('north')] })]))).toEqual([403, 'out-of-scope']);
    expect(await attempt(principal([duty('officer', { validUntil: NOON })]))).toEqual([403, 'duty-over']);
    expect(refused).toEqual([
      'p-anna referral.decide not-entitled',
      'p-anna referral.decide out-of-scope',
      'p-anna referral.decide duty-over',
    ]);
  });
  it('does not reveal to a person of one site which lanes other sites have', async () => {
    const { ask } = await serve(() => principal([duty('officer', { sites: [site('north')] })]), decide);
    const elsewhere = await ask('/lanes/south-1/decision', 'POST', {});
    expect(await ask('/lanes/nowhere/decision', 'POST', {})).toEqual(elsewhere);
  });
  it('answers that a lane does not exist to people who may know', async () => {
    const { ask } = await serve(() => principal([duty('officer')]), decide);
    expect(await ask('/lanes/nowhere/decision', 'POST', {})).toEqual([404, 'not-found']);
  });
  it('judges again after the body: refuses a session that ended in the meantime', async () => {
    let asked = 0;
    const { ask } = await serve(() => (++asked === 1 ? principal([duty('officer')]) : undefined), decide);
    expect(await ask('/lanes/north-1/decision', 'POST', {})).toEqual([401, 'not-signed-in']);
  });
  it('reads no body of a refused person, however long, and disconnects', async () => {
    const { port } = await serve(() => undefined, decide);
    const answered = await new Promise<{ status?: number; connection?: string }>((resolve, reject) => {
      const call = httpRequest(
        { port, method: 'POST', path: '/lanes/north-1/decision', headers: JSON_TYPE },
        (answer) => {
          answer.resume();
          resolve({ status: answer.statusCode ?? 0, connection: String(answer.headers.connection) });
          call.destroy();
        },
      );
      call.on('error', reject);
      call.write('{');
    });
    expect(answered).toEqual({ status: 401, connection: 'close' });
  });
  it.each([
    ['too-large', body('x'.repeat(20_000)), JSON_TYPE, 413],
    ['unsupported-media-type', body({}), { 'content-type': 'text/plain' }, 415],
  ] as const)('answers %s to such a body', async (code, sent, headers, status) => {
    const { port } = await serve(() => principal([duty('officer')]), decide);
    const answer = await send(port, '/lanes/north-1/decision', { method: 'POST', body: sent, headers });
    expect([answer.status, (JSON.parse(answer.text) as { error: { code: string } }).error.code]).toEqual([
      status,
      code,
    ]);
  });
  it('of a list receives the reach of the duties', async () => {
    const own = principal([duty('officer', { sites: [site('north')] })]);
    const { ask } = await serve(
      () => own,
      (routes) =>
        routes.get('/lanes', 'lanes.see', { answer: z.array(z.string()) }, (_asked, permit) =>
          Object.keys(LANES).filter((name) => permit.covers(LANES[name] ?? {})),
        ),
    );
    expect(await ask('/lanes')).toEqual([200, ['north-1']]);
  });
  it('accepts the methods that it names and lists them', async () => {
    const { port, ask } = await serve(
      () => undefined,
      (routes) => {
        routes.get('/lanes', 'lanes.see', {}, () => undefined);
        routes.put('/lanes', 'fleet.enrol', {}, () => undefined);
      },
    );
    const answer = await send(port, '/lanes', { method: 'DELETE' });
    expect([answer.status, answer.headers['allow']]).toEqual([405, 'GET, HEAD, PUT']);
    expect((await ask('/lanes', 'PUT'))[0]).toBe(401);
    expect((await send(port, '/lanes', { method: 'HEAD' })).status).toBe(401);
  });
  it('about the person’s own account is open to every signed-in person', async () => {
    let who: Principal | undefined = principal([]);
    const { ask } = await serve(
      () => who,
      (routes) => routes.ofOneself('get', '/me', { answer: z.string() }, (_asked, { displayName }) => displayName),
    );
    expect(await ask('/me')).toEqual([200, 'Anna']);
    who = undefined;
    expect(await ask('/me')).toEqual([401, 'not-signed-in']);
  });
  it('cannot be defined without its lane, nor twice', async () => {
    await serve(
      () => undefined,
      (routes) => {
        expect(() => routes.get('/x', 'fleet.disable', {}, () => undefined)).toThrow('name the lane');
        routes.get('/y', 'lanes.see', {}, () => undefined);
        expect(() => routes.get('/y', 'audit.see', {}, () => undefined)).toThrow('already');
      },
    );
  });
  it('is distinguishable from an unguarded one', async () => {
    await serve(
      () => undefined,
      (routes) => {
        routes.get('/lanes', 'lanes.see', {}, () => undefined);
        const stack = routes.router.stack.flatMap(({ route }) => route?.stack ?? []);
        expect(stack.map(({ handle }) => guardOf(handle)).filter((guard) => guard !== undefined)).toEqual([
          'lanes.see',
        ]);
      },
    );
    expect(guardOf(answerNotFound)).toBeUndefined();
  });
});
