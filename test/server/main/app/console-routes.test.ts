import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { WIRE_ERRORS, wireErrorSchema, type WireErrorCode } from '../../../../server/contract/wire-error.ts';
import { runServer, type Answer, type Ask } from '../../fixtures/running-server.ts';
import { KIOSK } from '../../fixtures/sample-report.ts';
import { testKiosk } from '../../fixtures/test-kiosk.ts';

function expectError(answer: Answer, code: WireErrorCode): void {
  const body = wireErrorSchema.parse(JSON.parse(answer.text));
  expect([answer.status, body.error.code]).toEqual([WIRE_ERRORS[code].status, code]);
}

describe('outcomes for consoles', () => {
  it('are empty at first', async () => {
    const server = await runServer();
    const read = async (path: string) => JSON.parse((await server.ask(path)).text) as object;
    expect(await read('/v1/lanes')).toMatchObject({ lanes: [] });
    expect(await read('/v1/outcomes')).toMatchObject({ outcomes: [], feedPosition: 0 });
    expect(await read('/v1/alarms')).toMatchObject({ alarms: [] });
    expect(await read('/healthz')).toEqual({ status: 'ok', role: 'working' });
  });

  it('come in pages by feed position, each with its report', async () => {
    const server = await runServer();
    const kiosk = testKiosk();
    await server.enrol(kiosk, 'lane-1');
    for (let count = 0; count < 5; count++) await server.post('/v1/reports', kiosk.next().wire);
    const page = async (query: string) =>
      JSON.parse((await server.ask(`/v1/outcomes${query}`)).text) as {
        outcomes: { feedPosition: number; site: string; lane: string; report: { kioskId: string } }[];
        feedPosition: number;
      };
    const first = await page('?limit=3');
    expect(first.outcomes.map((one) => one.feedPosition)).toEqual([1, 2, 3]);
    expect(first.outcomes[0]).toMatchObject({
      site: 'north',
      lane: 'lane-1',
      report: { kioskId: KIOSK, outcome: 'cleared' },
    });
    expect(first.feedPosition).toBe(5);
    expect((await page('?after=3&limit=3')).outcomes.map((one) => one.feedPosition)).toEqual([4, 5]);
    expect((await page('?after=5')).outcomes).toEqual([]);
  });

  it.each([
    ['?after=-1'],
    ['?after=1.5'],
    ['?after=x'],
    ['?limit=0'],
    ['?limit=101'],
    ['?limit='],
    ['?limit=5&limit=6'],
    ['?after=99999999999999999999'],
    ['?decided-since='],
    ['?decided-since=-1'],
    ['?decided-since=yesterday'],
    ['?decided-since=1&decided-since=2'],
    ['?name=erika'],
  ])('refuse the query %s', async (query) => {
    const server = await runServer();
    expectError(await server.ask(`/v1/outcomes${query}`), 'invalid-query');
    expectError(await server.ask(`/v1/lanes?name=erika`), 'invalid-query');
  });
});

describe('every answer', () => {
  it.each<readonly [WireErrorCode, string, Ask]>([
    ['not-found', '/nowhere', {}],
    ['not-found', '/v1/Lanes', {}],
    ['not-found', '/v1/lanes/', {}],
    ['not-found', '/../../etc/passwd', {}],
    ['not-found', '/%', {}],
    ['method-not-allowed', '/v1/lanes', { method: 'POST' }],
    ['method-not-allowed', '/v1/outcomes', { method: 'DELETE' }],
    ['method-not-allowed', '/', { method: 'PUT' }],
  ])('has an error code when it fails: %s for %s %j', async (code, path, ask) => {
    const server = await runServer();
    const answer = await server.ask(path, ask);
    expectError(answer, code);
    if (code === 'method-not-allowed') expect(answer.headers['allow']).toBe('GET, HEAD');
  });

  it.each([
    ['text that is not HTTP', 'hello\r\n\r\n'],
    ['headers without end', `GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ${'erika'.repeat(4_000)}\r\n\r\n`],
    ['two lengths', 'POST /v1/reports HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n'],
  ])('has an error code and ends the connection for %s', async (_fault, bytes) => {
    const server = await runServer();
    const answer = await new Promise<string>((resolve, reject) => {
      let heard = '';
      const socket = connect(server.port, '127.0.0.1', () => socket.write(bytes));
      socket.on('data', (data) => (heard += data.toString()));
      socket.once('close', () => resolve(heard));
      socket.once('error', reject);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('"malformed-request"');
    expect(answer).not.toContain('erika');
  });

  it.each([
    ['a foreign name for this machine (DNS rebinding)', { host: 'evil.example' }],
    ['a foreign name with our port', { host: 'evil.example:8080' }],
    ['our name with another port', { host: '127.0.0.1:1' }],
    ['no port', { host: '127.0.0.1' }],
  ])('is refused under %s', async (_host, headers) => {
    const server = await runServer();
    for (const path of ['/', '/v1/lanes', '/healthz'])
      expectError(await server.ask(path, { headers }), 'host-not-allowed');
  });

  it.each([['https://evil.example'], ['null'], ['http://127.0.0.1:1']])(
    'is refused to a page of %s',
    async (origin) => {
      const server = await runServer();
      expectError(await server.ask('/v1/outcomes', { headers: { origin } }), 'origin-not-allowed');
    },
  );

  it('is sent to our own page for each name of this machine', async () => {
    const server = await runServer();
    for (const name of ['127.0.0.1', 'localhost', '[::1]']) {
      const host = `${name}:${server.port}`;
      expect((await server.ask('/v1/lanes', { headers: { host, origin: `http://${host}` } })).status).toBe(200);
    }
  });

  it('carries a policy that allows only this origin, and is not stored', async () => {
    const server = await runServer();
    for (const path of ['/', '/v1/lanes', '/nowhere']) {
      const { headers } = await server.ask(path);
      const policy = String(headers['content-security-policy']);
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self'");
      for (const part of ['frame-ancestors', 'object-src', 'base-uri']) expect(policy).toContain(`${part} 'none'`);
      expect(policy).not.toMatch(/unsafe|data:|https?:|\*/);
      expect(headers['cache-control']).toBe('no-store');
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['referrer-policy']).toBe('no-referrer');
      expect(headers['x-powered-by']).toBeUndefined();
    }
  });
});
