/** Requests every route and every event of the feed in every role and without a session, against the whole server. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express, { type RequestHandler } from 'express';
import { Socket } from 'socket.io';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { ACCESS_TABLE } from '../../../../server/platform/access/access-table.ts';
import { guardedRoutes, type Guard } from '../../../../server/platform/access/guarded-router.ts';
import { assertGuarded, routesOf, type ListedRoute } from '../../../../server/platform/access/routes-of.ts';
import { ROLES, type Role } from '../../../../server/platform/access/vocabulary.ts';
import { answerMethodNotAllowed } from '../../../../server/platform/http/errors.ts';
import { REQUEST_PERMISSIONS, EVENT_PERMISSIONS } from '../../../../server/lanes/feed/event-permissions.ts';
import type { CatchUpAnswer } from '../../../../server/lanes/feed/feed-message.ts';
import { runServer, type RunningServer } from '../../fixtures/running-server.ts';
import { testKiosk } from '../../fixtures/test-kiosk.ts';

const OTHER_LANE = 'north-1';
/** Parameters for addresses: unknown ids, but a real lane where a lane is expected. */
const NAMES: readonly (readonly [RegExp, string])[] = [
  [/:(kioskId|lane|kiosk)\b/, OTHER_LANE],
  [/:(person)\b/, 'p-nobody'],
  [/:[a-z]+/gi, '0'.repeat(32)],
  [/\*path/, '0/000'],
];
const addressOf = (path: string) => NAMES.reduce((text, [name, value]) => text.replace(name, value), path);

const dataDir = mkdtempSync(join(tmpdir(), 'postern-routes-'));
let server: RunningServer;
beforeAll(async () => {
  server = await runServer({ dataDir, passwords: true, onEnd: () => undefined });
  await server.enrol(testKiosk());
});
afterAll(async () => {
  await server.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** The code of the answer, or its status. */
async function ask({ method, path }: ListedRoute, as: Role | 'nobody'): Promise<string> {
  const hasBody = method !== 'GET' && method !== 'DELETE';
  const body = hasBody ? { body: Buffer.from('{}'), headers: { 'content-type': 'application/json' } } : {};
  const { status, text } = await server.ask(addressOf(path), { method, as, ...body });
  const code = /^\{"error":\{"code":"([a-z-]+)"/.exec(text)?.[1];
  return code ?? String(status);
}

describe('the routes of the server', () => {
  it('are guarded, or public with a reason, and no reason is without its route', () => {
    const routes = routesOf(server.app);
    expect(routes.length).toBeGreaterThan(25);
    for (const { method, path, guard, why } of routes) {
      const name = `${method} ${path}`;
      expect([name, guard === undefined]).toEqual([name, why !== undefined]);
      if (why !== undefined) expect(why, name).toMatch(/^\S.{3,}/);
    }
  });
  it('are each defined once', () => {
    const names = routesOf(server.app).map(({ method, path }) => `${method} ${path}`);
    expect(names.length).toBe(new Set(names).size);
  });
  it('answer each role, and requests without a session, as the table requires', async () => {
    const guarded = routesOf(server.app).filter(({ guard }) => guard !== undefined);
    for (const route of guarded) {
      const guard = route.guard as Guard;
      const name = `${route.method} ${route.path}`;
      expect([name, await ask(route, 'nobody')]).toEqual([name, 'not-signed-in']);
      for (const role of ROLES) {
        const answer = await ask(route, role);
        if (guard === 'of-oneself') expect([name, role, answer]).not.toEqual([name, role, 'not-signed-in']);
        else if (ACCESS_TABLE[guard].roles[role] === undefined) {
          expect([name, role, answer]).toEqual([name, role, 'not-entitled']);
        } else {
          expect(['not-signed-in', 'not-entitled', 'internal'], `${name} ${role}`).not.toContain(answer);
        }
      }
    }
  });
  it('need no session if they are public', async () => {
    for (const route of routesOf(server.app).filter(({ guard }) => guard === undefined)) {
      const answer = await ask(route, 'nobody');
      // Step-up and the passkey of the session's person need a session.
      const isOfSession = ['/v1/development/step-up', '/v1/development/passkey'].includes(route.path);
      const expected = isOfSession ? 'not-signed-in' : undefined;
      if (expected !== undefined) expect(answer).toBe(expected);
      else expect(['not-signed-in', 'not-entitled', 'internal'], route.path).not.toContain(answer);
    }
  });
});

describe('an app', () => {
  const handler: RequestHandler = (_request, response) => void response.end();
  const gate = {
    clock: undefined as never,
    principalOf: () => Promise.resolve(undefined),
    noteRefusal: () => undefined,
    noteReading: () => Promise.resolve(),
  };

  it('does not start with a route without a guard', () => {
    const routes = guardedRoutes(gate);
    routes.get('/v1/lanes', 'lanes.see', {}, () => undefined);
    const sound = express().use(routes.router);
    expect(() => assertGuarded(sound)).not.toThrow();
    for (const open of [
      express().use(routes.router).get('/v1/open', handler),
      express().use(express.Router().post('/v1/open', handler)),
      express().use(express.Router().use(express.Router().put('/v1/open', handler))),
      // A guard in second place protects nothing.
      express().use(express.Router().get('/v1/open', handler, routes.router)),
    ]) {
      expect(() => assertGuarded(open)).toThrow('/v1/open');
    }
  });
  it('does not start with a route that the list cannot see', () => {
    expect(() => assertGuarded(express().use('/v1/open', handler))).toThrow('under a path');
    expect(() => assertGuarded(express().use('/v1', express.Router().get('/open', handler)))).toThrow('under a path');
    expect(() => assertGuarded(express().use(express.Router().all('/v1/open', handler)))).toThrow('every method');
    const refusing = express.Router().all('/v1/open', answerMethodNotAllowed('GET'));
    expect(() => assertGuarded(express().use(refusing))).not.toThrow();
  });
});

describe('the feed', () => {
  const dial = async (role: Role) => {
    const { cookie } = await server.as(role);
    const options = { transports: ['websocket'], forceNew: true, reconnection: false, extraHeaders: { cookie } };
    const socket = io(server.url, options);
    onTestFinished(() => void socket.disconnect());
    const isIn = await new Promise<boolean>((resolve) => {
      socket.once('hello', () => resolve(true));
      socket.once('connect_error', () => resolve(false));
    });
    return { socket, isIn };
  };

  it('admits and answers each role as the table requires', async () => {
    for (const role of ROLES) {
      const { socket, isIn } = await dial(role);
      expect([role, isIn]).toEqual([role, ACCESS_TABLE[EVENT_PERMISSIONS.hello].roles[role] !== undefined]);
      if (!isIn) continue;
      const answer = (await socket.timeout(30_000).emitWithAck('catch-up', { after: 0, limit: 1 })) as CatchUpAnswer;
      const isTheirs = ACCESS_TABLE[REQUEST_PERMISSIONS['catch-up']].roles[role] !== undefined;
      expect([role, answer.kind]).toEqual([role, isTheirs ? 'page' : 'refused']);
    }
  });
  it('sends only events that have an act', async () => {
    const heard = vi.spyOn(Socket.prototype, 'on');
    onTestFinished(() => heard.mockRestore());
    expect((await dial('officer')).isIn).toBe(true);
    const names = new Set(heard.mock.calls.map(([event]) => String(event)));
    expect(names).toEqual(new Set(['error', 'disconnect', ...Object.keys(REQUEST_PERMISSIONS)]));
  });
});
