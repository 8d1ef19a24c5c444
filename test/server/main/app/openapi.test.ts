import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import express from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { healthSchema } from '../../../../server/main/app/answers.ts';
import { publicRoutes } from '../../../../server/platform/http/public-routes.ts';
import { routesOf } from '../../../../server/platform/access/routes-of.ts';
import type { Role } from '../../../../server/platform/access/vocabulary.ts';
import { groupMonthOf, mapGroupCounts } from '../../../../server/contract/group-counts.ts';
import { judgeAnswers } from '../../fixtures/judge-answers.ts';
import { runServer, send, type Answer, type RunningServer } from '../../fixtures/running-server.ts';
import { referredReport } from '../../fixtures/sample-report.ts';
import { testKiosk } from '../../fixtures/test-kiosk.ts';

interface Described {
  readonly summary: string;
  readonly security: readonly unknown[];
  readonly requestBody?: unknown;
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema?: object }>> }>
  >;
}

interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly tags: readonly { readonly name: string }[];
  readonly components: {
    readonly schemas: Readonly<Record<string, object>>;
    readonly responses: { readonly Problem: Described['responses'][string] };
  };
}

const folder = mkdtempSync(join(tmpdir(), 'postern-openapi-'));
let server: RunningServer;
let document: Document;
beforeAll(async () => {
  server = await runServer({ dataDir: folder, passwords: true, onEnd: () => undefined });
  document = JSON.parse((await server.ask('/v1/openapi.json', { as: 'nobody' })).text) as Document;
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Differences between an answer and the document. The schema is read from the document alone. */
function faultsIn(method: string, path: string, { status, headers, text }: Answer): string[] {
  const operation = document.paths[path]?.[method.toLowerCase()];
  const described = operation?.responses[String(status)] ?? document.components.responses.Problem;
  const type = String(headers['content-type'] ?? '').split(';', 1)[0]!;
  const name = `${method} ${path} ${status}`;
  if (described.content === undefined) return text === '' ? [] : [`${name} has a body`];
  if (described.content[type] === undefined) return [`${name} is ${type}`];
  const { schema } = described.content[type];
  if (schema === undefined) return [];
  const named = '$ref' in schema ? document.components.schemas[String(schema.$ref).split('/').at(-1)!] : schema;
  const read = z.fromJSONSchema(named as Parameters<typeof z.fromJSONSchema>[0]).safeParse(JSON.parse(text));
  return (read.error?.issues ?? []).map((issue) => `${name} ${issue.path.join('/')}: ${issue.message}`);
}

describe('judge of answers', () => {
  it('finds an unknown field, a missing field, and an answer without a schema', async () => {
    const app = express();
    const routes = publicRoutes();
    const judge = judgeAnswers(app);
    const answers: [string, unknown, number][] = [
      ['/healthz', { status: 'ok', role: 'working' }, 200],
      ['/healthz', { status: 'ok', role: 'working', more: 1 }, 200],
      ['/healthz', {}, 200],
      ['/healthz', { status: 'ok', role: 'working' }, 201],
    ];
    const form = { query: 'any', sends: { 200: healthSchema } } as const;
    routes.get('/healthz', 'for this test', form, ({ request, response }) => {
      const [, body, status] = answers[Number(request.query['at'])]!;
      response.status(status).json(body);
    });
    app.use(routes.router);
    const listener = app.listen(0);
    const { port } = listener.address() as AddressInfo;
    await send(port, '/healthz?at=0');
    expect(judge).not.toThrow();
    for (const at of [1, 2, 3]) await send(port, `/healthz?at=${at}`);
    expect(judge).toThrow(
      /200 : Unrecognized key: "more"\n.*200 status: .*\n.*201 application\/json is not described$/,
    );
    listener.close();
  });
});

describe('description of the API', () => {
  it('is valid by the official schema of OpenAPI 3.1', async () => {
    const validator = new Validator();
    expect(await validator.validate({ ...structuredClone(document) })).toEqual({ valid: true });
    expect(validator.version).toBe('3.1');
    const damaged = { ...structuredClone(document), paths: { '/healthz': { get: { responses: 7 } } } };
    expect(await validator.validate(damaged)).toMatchObject({ valid: false });
  });

  it('has a tag for each room, and names for answers that several routes share', () => {
    const operations = Object.values(document.paths).flatMap((one) => Object.values(one));
    const tags = new Set(document.tags.map(({ name }) => name));
    expect(tags.size).toBeGreaterThan(20);
    for (const { tags: own } of operations as unknown as { tags: string[] }[]) {
      expect(own).toHaveLength(1);
      expect(tags.has(own[0]!)).toBe(true);
    }
    const answers = operations.flatMap(({ responses }) =>
      Object.values(responses).map(({ content }) => JSON.stringify(content?.['application/json']?.schema)),
    );
    const inline = answers.filter((schema) => schema !== undefined && !schema.startsWith('{"$ref"'));
    expect(new Set(inline).size).toBe(inline.length);
    expect(Object.keys(document.components.schemas).length).toBeGreaterThan(0);
    for (const name of Object.keys(document.components.schemas))
      expect(JSON.stringify(answers)).toContain(`/${name}\\"`);
  });

  it('has only patterns that engines of other languages accept', () => {
    const patterns: string[] = [];
    JSON.parse(JSON.stringify(document), (key, value: unknown) => {
      if (key === 'pattern' && typeof value === 'string') patterns.push(value);
      return value;
    });
    expect(patterns.length).toBeGreaterThan(50);
    for (const pattern of patterns) {
      expect(pattern).not.toMatch(/\\[pP]\{|\(\?<[a-zA-Z]|\(\?<[=!]/);
      expect(() => new RegExp(pattern), pattern).not.toThrow();
    }
  });

  it('covers every route with its request and answers', () => {
    expect(document.openapi).toBe('3.1.0');
    const routes = routesOf(server.app);
    for (const { method, path, guard, operation } of routes) {
      const name = `${method} ${path}`;
      expect(operation, `${name} is not described`).toBeDefined();
      const described = document.paths[path.replaceAll(/[:*]([A-Za-z]+)/g, '{$1}')]?.[method.toLowerCase()];
      expect(described?.summary, name).toMatch(/^\S.{3,}/);
      expect(described?.summary).not.toContain('no reason given');
      expect([name, described?.security.length]).toEqual([name, guard === undefined ? 0 : 1]);
      expect(Object.keys(described?.responses ?? {}), name).toContain('default');
      const named = [...path.matchAll(/[:*]([A-Za-z]+)/g)].map(([, one]) => one);
      const parameters = (described?.parameters ?? []).filter((one) => one.in === 'path').map((one) => one.name);
      expect([name, parameters]).toEqual([name, named]);
    }
  });

  it('covers no other routes', () => {
    const known = routesOf(server.app).map(
      ({ method, path }) => `${method} ${path.replaceAll(/[:*]([A-Za-z]+)/g, '{$1}')}`,
    );
    const described = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(described.toSorted()).toEqual(known.toSorted());
  });

  it('matches the server’s answers', async () => {
    const faults = new Set<string>();
    const note = (...said: Parameters<typeof faultsIn>) => faultsIn(...said).forEach((fault) => faults.add(fault));
    const kiosk = testKiosk();
    await server.enrol(kiosk);
    const report = kiosk.next();
    note('POST', '/v1/reports', await server.post('/v1/reports', report.wire));
    note('POST', '/v1/reports', await server.post('/v1/reports', report.wire));
    note('POST', '/v1/reports', await server.post('/v1/reports', new Uint8Array(9)));
    note('POST', '/v1/status', await server.post('/v1/status', kiosk.status({ at: Date.now() })));
    const today = { at: Date.now(), epoch: new Date().toISOString().slice(0, 10) };
    note('POST', '/v1/attempts', await server.post('/v1/attempts', kiosk.attempt(today)));
    note(
      'POST',
      '/v1/goods-questions',
      await server.post('/v1/goods-questions', kiosk.goodsQuestion({ at: Date.now() })),
    );
    note('POST', '/v1/partner-pseudonyms', await server.post('/v1/partner-pseudonyms', kiosk.partnerPseudonyms()));
    note('POST', '/v1/list-counts', await server.post('/v1/list-counts', kiosk.listCounts()));
    const held = kiosk.laneReleases({ at: Date.now() });
    note('POST', '/v1/lane-releases', await server.post('/v1/lane-releases', held));
    const groups = {
      month: groupMonthOf(Date.now()),
      run: '0'.repeat(32),
      counts: mapGroupCounts(() => 1),
    };
    note('POST', '/v1/group-counts', await server.post('/v1/group-counts', kiosk.groupCounts([groups])));
    // A gap raises an alarm.
    kiosk.next();
    await server.post('/v1/reports', kiosk.next().wire);
    const roles: readonly (Role | 'nobody')[] = [
      'officer',
      'supervisor',
      'privacy-officer',
      'auditor',
      'administrator',
      'nobody',
    ];
    /** Sends a request as our own page does, and checks the answer against the document. */
    const ask = async (as: Role, method: string, route: string, body?: object, named: Record<string, string> = {}) => {
      const path = Object.entries(named).reduce((text, [name, value]) => text.replace(`{${name}}`, value), route);
      const headers = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' };
      const answer = await server.ask(path, {
        ...{ method, as, headers },
        ...(body !== undefined && { body: Buffer.from(JSON.stringify(body)) }),
      });
      note(method, route, answer);
      statuses.push([method, route, answer.status]);
      return (answer.text === '' ? {} : JSON.parse(answer.text)) as Record<string, unknown>;
    };
    const statuses: [string, string, number][] = [];
    const { outcome, reasons, checks } = referredReport();
    await server.post('/v1/reports', kiosk.next({ outcome, reasons, checks }).wire);
    await ask('officer', 'POST', '/v1/watch', { site: 'north' });
    const { open } = (await ask('officer', 'GET', '/v1/referrals')) as { open: { id: string; version: number }[] };
    const referral = { id: open[0]!.id };
    const decision = { outcome: 'admitted-after-manual-check', reason: 'document-confirmed-by-hand' };
    await ask('officer', 'POST', '/v1/referrals/{id}/take', { version: open[0]!.version }, referral);
    await ask('officer', 'POST', '/v1/referrals/{id}/safeguarding', { code: 'medical-need' }, referral);
    await ask('officer', 'POST', '/v1/referrals/{id}/renew', { version: 2 }, referral);
    await ask('officer', 'GET', '/v1/referrals');
    const now = (await ask('officer', 'GET', '/v1/referrals')) as { open: { version: number }[] };
    await ask('officer', 'POST', '/v1/referrals/{id}/decide', { version: now.open[0]!.version, decision }, referral);
    await ask('officer', 'POST', '/v1/handovers', {
      site: 'north',
      notes: [{ kioskId: kiosk.id, note: 'queue-long' }],
    });
    await ask('supervisor', 'GET', '/v1/operations');
    await ask('officer', 'POST', '/v1/watch/end');
    const lane = { kioskId: kiosk.id };
    await ask(
      'supervisor',
      'POST',
      '/v1/lanes/{kioskId}/service',
      { kind: 'take-out-of-service', reason: 'staffing' },
      lane,
    );
    await ask('supervisor', 'POST', '/v1/lanes/{kioskId}/open', { kind: 'open-for-cause', cause: 'staff' }, lane);
    await ask('officer', 'GET', '/v1/orders');
    const person = { id: 'dora-fourth', displayName: 'Dora' };
    await ask('administrator', 'POST', '/v1/people/invitations', person);
    let judged = 0;
    for (const { method, path } of routesOf(server.app)) {
      if (method !== 'GET' || path === '/' || path === '/verify' || path === '/error-rates' || /[:*]/.test(path))
        continue;
      for (const as of roles) {
        const answer = await server.ask(path, { as });
        note('GET', path, answer);
        if (answer.status === 200) judged += 1;
      }
    }
    await ask('administrator', 'POST', '/v1/fleet/kiosks/{kioskId}/disable', {}, lane);
    expect([...faults]).toEqual([]);
    expect(statuses.filter(([, , status]) => status >= 300)).toEqual([]);
    expect(judged).toBeGreaterThan(40);
  });
});
