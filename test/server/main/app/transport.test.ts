/** Attacks on the transport: raw bytes and bodies that no client sends. */
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routesOf } from '../../../../server/platform/access/routes-of.ts';
import { problemSchema } from '../../../../server/contract/wire-error.ts';
import type { StorePlace } from '../../../../server/platform/database/place.ts';
import { casesOf } from '../../../support/extent.ts';
import { describeOnEachEngine } from '../../fixtures/engines.ts';
import { runServer, type RunningServer } from '../../fixtures/running-server.ts';

const CRLF = '\r\n';

/** Sends raw bytes and resolves to everything received once the server has closed the connection. */
function raw(port: number, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes, 'latin1'));
    socket.on('data', (data) => (text += data.toString('latin1')));
    socket.on('close', () => resolve(text));
    socket.on('error', () => undefined);
  });
}

const statusesIn = (text: string) => [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));

describe('raw bytes', () => {
  let server: RunningServer;
  const folder = mkdtempSync(join(tmpdir(), 'postern-transport-'));
  beforeAll(async () => {
    server = await runServer({ dataDir: folder, onEnd: () => undefined });
  });
  afterAll(async () => {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const head = (...lines: readonly string[]) => [...lines, '', ''].join(CRLF);
  const host = () => `Host: 127.0.0.1:${server.port}`;
  const smuggled = () => head('GET /v1/session HTTP/1.1', host());

  it.each([
    ['both lengths', ['Content-Length: 4', 'Transfer-Encoding: chunked']],
    ['two lengths', ['Content-Length: 0', 'Content-Length: 40']],
    ['a list of lengths', ['Content-Length: 0, 40']],
    ['a signed length', ['Content-Length: +4']],
    ['an encoding before its colon', ['Transfer-Encoding : chunked']],
    ['an encoding that is not the last', ['Transfer-Encoding: chunked, identity']],
    ['an unknown encoding', ['Transfer-Encoding: xchunked']],
    ['a folded header', ['X-A: b', ' c: d']],
    ['a header without a name', [': x']],
    ['a line feed alone', ['X-A: b\nContent-Length: 0']],
    ['a null byte', ['X-A: \0']],
    ['a second host', ['Host: evil.example']],
  ])('with %s get one refusal, and nothing after them is read', async (_fault, lines) => {
    const request = head('POST /v1/reports HTTP/1.1', host(), 'Content-Type: application/json', ...lines);
    const statuses = statusesIn(await raw(server.port, `${request}0${CRLF}${CRLF}${smuggled()}`));
    expect(statuses.length).toBeLessThanOrEqual(1);
    for (const status of statuses) expect([400, 421]).toContain(status);
  });

  it('that are not HTTP, or too long, are refused with a problem document', async () => {
    const long = head('GET / HTTP/1.1', host(), `X-A: ${'a'.repeat(9_000)}`);
    const many = head('GET / HTTP/1.1', host(), ...Array.from({ length: 900 }, (_, at) => `X-${at}: aaaaa`));
    for (const bytes of [
      '\x16\x03\x01\x02',
      'SSH-2.0-x\r\n\r\n',
      `GET /${'a'.repeat(20_000)} HTTP/1.1\r\n`,
      long,
      many,
    ]) {
      const text = await raw(server.port, bytes);
      expect(statusesIn(text)).toEqual([400]);
      for (const header of ['application/problem+json', 'nosniff', "frame-ancestors 'none'"])
        expect(text).toContain(header);
      expect(problemSchema.parse(JSON.parse(text.split(`${CRLF}${CRLF}`)[1]!)).error.code).toBe('malformed-request');
    }
  });

  it('with many requests at once get their answers in order', async () => {
    const requests = Array.from({ length: 60 }, (_, at) =>
      head(
        `GET ${at % 2 === 0 ? '/healthz' : '/nothing'} HTTP/1.1`,
        host(),
        ...(at === 59 ? ['Connection: close'] : []),
      ),
    );
    const text = await raw(server.port, requests.join(''));
    expect(statusesIn(text)).toEqual(requests.map((_, at) => (at % 2 === 0 ? 200 : 404)));
    const ids = [...text.matchAll(/^X-Request-Id: (\S+)/gm)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(60);
  });

  it('that request another protocol are refused', async () => {
    const upgrades = [
      ['/v1/lanes', 'websocket'],
      ['/socket.io/?EIO=4&transport=websocket', 'h2c'],
      ['/', 'h2c'],
    ];
    for (const [path, protocol] of upgrades) {
      const text = await raw(
        server.port,
        head(`GET ${path} HTTP/1.1`, host(), 'Connection: Upgrade', `Upgrade: ${protocol}`),
      );
      expect(text).not.toContain(' 101 ');
    }
  });

  it('that arrive too slowly are cut off, without delaying others', async () => {
    const unfinished = [
      `GET / HTTP/1.1${CRLF}${host()}${CRLF}X-A: `,
      head('POST /v1/reports HTTP/1.1', host(), 'Content-Type: application/json', 'Content-Length: 100') + '{',
    ];
    const slow = Array.from({ length: 40 }, (_, at) => raw(server.port, unfinished[at % 2]!));
    expect((await server.ask('/healthz')).status).toBe(200);
    for (const text of await Promise.all(slow)) expect([[], [400]]).toContainEqual(statusesIn(text));
  });
});

/** Texts that would change or break a statement if they became part of one. */
const TEXTS = [
  "'",
  "' or '1'='1",
  '1; drop table reports; --',
  '") union select 1 --',
  '\\',
  '%',
  '\u0000',
  'a\u0000b',

  '9223372036854775808',
  '-1',
  '1e309',
  '${7*7}',
  '[]',
  'é'.repeat(2_000),
];
const NAMES = [
  'after',
  'limit',
  'before',
  'kiosk',
  'transaction',
  'person',
  'act',
  'site',
  'lane',
  'from',
  'to',
  'index',
  'subject',
  'state',
  'cursor',
];
/** `npm test` sends each address this share of the inputs, the next address the next ones. */
const EACH = 4;
const POLLUTION = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}';

describeOnEachEngine('input of strangers and officers', ({ place }) => {
  async function serve(here: StorePlace): Promise<RunningServer> {
    return runServer({ dataDir: here.dataDir, postgres: here.postgres, passwords: true });
  }
  const ROLES = ['supervisor', 'privacy-officer', 'administrator', 'auditor'] as const;

  it('becomes no part of a statement, in any parameter or path', async () => {
    const server = await serve(await place());
    const before = await server.database.knex('schema_versions').pluck('name');
    const gets = routesOf(server.app).filter(({ method, path }) => method === 'GET' && path.startsWith('/v1/'));
    for (const [at, { path }] of gets.entries()) {
      for (const [turn, text] of casesOf([...TEXTS.entries()], (_one, place) => (place + at) % EACH === 0)) {
        const value = encodeURIComponent(text);
        const name = NAMES[(at + turn) % NAMES.length]!;
        const address = path.replaceAll(/[:*][A-Za-z]+/g, value);
        const addresses = [address, `${address}?${name}=${value}`, `${address}?${value}=1`];
        for (const asked of casesOf(addresses, (_one, place) => (place + at + turn) % addresses.length === 0)) {
          const answer = await server.ask(asked, { as: ROLES[turn % ROLES.length]! });
          expect(answer.status, asked).toBeLessThan(500);
        }
      }
    }
    expect(await server.database.knex('schema_versions').pluck('name')).toEqual(before);
  });

  it('is refused in a body that is nested, endless, polluting or of another shape', async () => {
    const server = await serve(await place());
    const bodies = [
      '['.repeat(8_000),
      `${'{"a":'.repeat(2_500)}1${'}'.repeat(2_500)}`,
      POLLUTION,
      'null',
      '[]',
      '"text"',
      '{"a":1,"a":2}',
      '{"kioskId":"\u0000","id":"\u0000","person":"\u0000","role":"\u0000","kind":"\u0000"}',
      '1e999',
      '',
      '\ufeff{}',
    ];
    const posts = routesOf(server.app).filter(({ method }) => method === 'POST' || method === 'PATCH');
    expect(posts.length).toBeGreaterThan(20);
    for (const [at, { method, path }] of posts.entries()) {
      for (const text of casesOf(bodies, (_one, place) => (place + at) % EACH === 0)) {
        const answer = await server.ask(path.replaceAll(/:[A-Za-z]+/g, 'a'.repeat(32)), {
          ...{ method, headers: { 'content-type': 'application/json' }, body: Buffer.from(text) },
          as: ROLES[at % ROLES.length]!,
        });
        expect(answer.status, `${method} ${path} ${text.slice(0, 20)}`).toBeLessThan(500);
        if (answer.status >= 400) expect(problemSchema.safeParse(JSON.parse(answer.text)).success).toBe(true);
      }
    }
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    const tooLong = await server.ask('/v1/grants', {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' }, body: Buffer.alloc(5_000, 32) },
    });
    expect([403, 413]).toContain(tooLong.status);
  });
});
