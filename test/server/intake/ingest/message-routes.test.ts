import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { openReceipt } from '../../../../server/contract/receipt.ts';
import { WIRE_ERRORS, wireErrorSchema, type WireErrorCode } from '../../../../server/contract/wire-error.ts';
import { KIOSK, kioskIdOf } from '../../fixtures/sample-report.ts';
import { takeWrites } from '../../fixtures/engines.ts';
import { runServer, type Answer, type RunningServer } from '../../fixtures/running-server.ts';
import { laneStatus, testKiosk, type TestKiosk } from '../../fixtures/test-kiosk.ts';

const SECRET = 'erika-mustermann';
const text = (value: string) => new TextEncoder().encode(value);
const json = { 'content-type': 'application/json' };

async function enrolledServer() {
  const server = await runServer();
  const kiosk = testKiosk();
  await server.enrol(kiosk);
  return { server, kiosk };
}

function expectError(answer: Answer, code: WireErrorCode): void {
  const body = wireErrorSchema.parse(JSON.parse(answer.text));
  expect({ code: body.error.code, status: answer.status }).toEqual({ code, status: WIRE_ERRORS[code].status });
  expect(answer.text).not.toContain(SECRET);
  expect(answer.headers['cache-control']).toBe('no-store');
}

describe('POST /v1/reports', () => {
  it('answers 201 and a receipt, then 200 and the same receipt', async () => {
    const { server, kiosk } = await enrolledServer();
    const report = kiosk.next();
    const first = await server.post('/v1/reports', report.wire);
    const again = await server.post('/v1/reports', report.wire);
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.text).toBe(first.text);
    const opened = openReceipt(first.body, server.context.signer.publicKey, { kioskId: KIOSK, ...report });
    expect(opened.kind).toBe('valid');
  });

  type Case = readonly [WireErrorCode, string, (server: RunningServer, kiosk: TestKiosk) => Promise<Answer>];
  const post = (body: Uint8Array) => (server: RunningServer) => server.post('/v1/reports', body);
  const cases: readonly Case[] = [
    ['malformed-envelope', 'an empty body', post(text(''))],
    ['malformed-envelope', 'no body', (server) => server.ask('/v1/reports', { method: 'POST', headers: json })],
    ['malformed-envelope', 'half a body in JSON', post(text(`{"kioskId":"${SECRET}`))],
    ['malformed-envelope', 'another shape', post(text(JSON.stringify({ name: SECRET })))],
    ['too-large', 'more than 16 KiB', post(text(SECRET.repeat(1_200)))],
    ['unknown-kiosk', 'a stranger', (server) => server.post('/v1/reports', testKiosk(kioskIdOf(SECRET)).next().wire)],
    ['bad-signature', 'a forger', (server) => server.post('/v1/reports', testKiosk(KIOSK, 66).next().wire)],
    ['bad-signature', 'a status', (server, kiosk) => server.post('/v1/reports', kiosk.status())],
    [
      'not-canonical',
      'white space',
      (server, kiosk) => server.post('/v1/reports', kiosk.sealBytes(text(`{ "a": "${SECRET}" `))),
    ],
    [
      'invalid-message',
      'another message',
      (server, kiosk) => server.post('/v1/reports', kiosk.sealBytes(text(`{"${SECRET}":"${SECRET}"}`))),
    ],
    [
      'unsupported-version',
      'a later version',
      (server, kiosk) => server.post('/v1/reports', kiosk.sealBytes(text('{"version":2}'))),
    ],
    [
      'chain-broken',
      'another predecessor',
      (server, kiosk) => server.post('/v1/reports', kiosk.next({ previous: 'a'.repeat(64) }).wire),
    ],
    [
      'unsupported-media-type',
      'form data',
      (server) =>
        server.ask('/v1/reports', {
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: text(SECRET),
        }),
    ],
    [
      'unsupported-media-type',
      'no content type',
      (server) => server.ask('/v1/reports', { method: 'POST', body: text('{}') }),
    ],
    [
      'unsupported-media-type',
      'a compressed body',
      (server) =>
        server.ask('/v1/reports', {
          method: 'POST',
          headers: { ...json, 'content-encoding': 'gzip' },
          body: text('x'),
        }),
    ],
    ['method-not-allowed', 'a GET request', (server) => server.ask('/v1/reports')],
  ];
  it.each(cases)('answers %s to %s, writes nothing and does not echo', async (code, _name, act) => {
    const { server, kiosk } = await enrolledServer();
    expectError(await act(server, kiosk), code);
    expect(await server.database.knex('reports').count({ rows: '*' }).first()).toEqual({ rows: 0 });
    expect(server.log.join('')).not.toContain(SECRET);
  });

  it('answers chain-fork to another report with a used number', async () => {
    const { server, kiosk } = await enrolledServer();
    await server.post('/v1/reports', kiosk.next().wire);
    expectError(await server.post('/v1/reports', testKiosk().next({ reportedAt: 1 }).wire), 'chain-fork');
  });

  it('names the invalid part in the contract’s terms', async () => {
    const { server, kiosk } = await enrolledServer();
    const status = { ...laneStatus(), phase: SECRET };
    const answer = await server.post('/v1/reports', kiosk.sealBytes(text(JSON.stringify(status))));
    expect(JSON.parse(answer.text)).toMatchObject({ error: { faults: [{ path: 'kind' }] } });
  });

  it.each([
    ['by its length', 'Content-Length: 99999999', ''],
    ['by its chunks', 'Transfer-Encoding: chunked', `4001\r\n${' '.repeat(0x4001)}\r\n`],
  ])('refuses a body that is too large before it is complete, and disconnects: %s', async (_measure, header, begun) => {
    const { server } = await enrolledServer();
    const head = `POST /v1/reports HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nContent-Type: application/json\r\n${header}\r\n\r\n`;
    const answer = await new Promise<string>((resolve, reject) => {
      let heard = '';
      const socket = connect(server.port, '127.0.0.1', () => socket.write(head + begun));
      socket.on('data', (data) => (heard += data.toString()));
      socket.once('close', () => resolve(heard));
      socket.once('error', reject);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toContain('"too-large"');
  });

  it('writes nothing when the sender disconnects in the middle', async () => {
    const { server, kiosk } = await enrolledServer();
    const { wire } = kiosk.next();
    const head = `POST /v1/reports HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nContent-Type: application/json\r\nContent-Length: ${wire.length}\r\n\r\n`;
    await new Promise<void>((resolve) => {
      const socket = connect(server.port, '127.0.0.1', () => {
        socket.write(head);
        socket.write(wire.subarray(0, wire.length - 1), () => socket.destroy());
      });
      socket.once('close', () => resolve());
    });
    expect((await server.ask('/healthz')).status).toBe(200);
    expect(await server.database.knex('reports').count({ rows: '*' }).first()).toEqual({ rows: 0 });
  });

  it('answers unavailable, and Retry-After, when the database takes no writes', async () => {
    const { server, kiosk } = await enrolledServer();
    await takeWrites(server.database.knex, false);
    const { wire } = kiosk.next();
    const answer = await server.post('/v1/reports', wire);
    expectError(answer, 'unavailable');
    expect(answer.headers['retry-after']).toBe('1');
    await takeWrites(server.database.knex, true);
    expect((await server.post('/v1/reports', wire)).status).toBe(201);
  });
});

describe('POST /v1/status', () => {
  it('answers 204, and refuses a repetition', async () => {
    const { server, kiosk } = await enrolledServer();
    const wire = kiosk.status({ at: Date.now() });
    expect((await server.post('/v1/status', wire)).status).toBe(204);
    expectError(await server.post('/v1/status', wire), 'replayed-status');
  });

  it('refuses a stale status, a report, and a GET request', async () => {
    const { server, kiosk } = await enrolledServer();
    expectError(await server.post('/v1/status', kiosk.status({ at: 0 })), 'stale-status');
    expectError(await server.post('/v1/status', kiosk.next().wire), 'bad-signature');
    expectError(await server.ask('/v1/status'), 'method-not-allowed');
  });
});
