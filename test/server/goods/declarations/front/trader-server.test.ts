/** The port for traders under clients that use it badly or too much. */
import { request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { countOpenAlarms } from '../../../../../server/records/alarms/alarm-table.ts';
import { changed, H1 } from '../fixtures/declarations.ts';
import { newTraderKey, type TraderBench, traderBench, traderOfFile } from '../fixtures/trader-bench.ts';

const newTrader = traderOfFile();
const PATIENT = { timeout: 240_000 } as const;
const portOf = ({ server }: TraderBench) => server.traders?.port ?? 0;

/** Sends lines and resolves to all that comes back until the server closes the connection. */
function untilClosed(port: number, lines: readonly string[], body = ''): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    let text = '';
    socket.on('data', (data: Buffer) => (text += data.toString('latin1')));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(text));
    socket.write(`${lines.join('\r\n')}\r\n\r\n${body}`);
  });
}

function askHead(
  port: number,
  path: string,
): Promise<{ readonly status: number; readonly length: number; readonly body: string }> {
  return new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port, path, method: 'HEAD', agent: false }, (response) => {
      let body = '';
      response.on('data', (data: Buffer) => (body += data.toString()));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, length: Number(response.headers['content-length']), body }),
      );
    });
    call.on('error', reject);
    call.end();
  });
}

const submissionLines = (key: string, length: number, path = '/v1/declarations') => [
  `POST ${path} HTTP/1.1`,
  'Host: localhost',
  `Authorization: Bearer ${key}`,
  'Content-Type: application/json',
  `Idempotency-Key: key-${Math.random()}`,
  `Content-Length: ${length}`,
];

/** Holds requests open with the first bytes of a body, and begins each again that the server ends. Ends with the test. */
function hold(port: number, count: number, open: (socket: Socket) => void): { readonly begun: () => number } {
  let [begun, isOver] = [0, false];
  const sockets = new Set<Socket>();
  const begin = (): void => {
    if (isOver) return;
    begun += 1;
    const socket = connect({ host: '127.0.0.1', port, localAddress: '127.0.0.2' });
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', () => undefined);
    socket.on('connect', () => open(socket));
    socket.on('close', () => {
      sockets.delete(socket);
      setImmediate(begin);
    });
  };
  for (let at = 0; at < count; at += 1) begin();
  onTestFinished(() => {
    isOver = true;
    for (const socket of sockets) socket.destroy();
  });
  return { begun: () => begun };
}

describe('the port for traders', () => {
  it.each([
    ['Host: localhost', 'Host: evil.example'],
    ['Host: evil.example', 'Host: localhost'],
    ['HOST: localhost', 'hOsT: localhost'],
  ])('refuses two Host headers (%s, %s) and closes the connection', async (...hosts) => {
    const port = portOf(await newTrader());
    for (const path of ['/', '/v1/openapi.json', '/v1/declarations']) {
      const first = [`GET ${path} HTTP/1.1`, ...hosts, '', 'GET /v1/openapi.json HTTP/1.1', 'Host: localhost'];
      const answer = await untilClosed(port, first);
      expect(answer).toMatch(/^HTTP\/1\.1 400 /);
      expect(answer.match(/HTTP\/1\.1 /g)).toHaveLength(1);
    }
  });

  it('answers HEAD as GET, without the body', async () => {
    const port = portOf(await newTrader());
    for (const path of ['/v1/openapi.json', '/v1/office-keys']) {
      const { status, length, body } = await askHead(port, path);
      expect([path, status, body]).toEqual([path, 200, '']);
      expect(length).toBeGreaterThan(100);
    }
    expect(await askHead(port, '/v1/session/everywhere')).toMatchObject({ status: 405 });
  });

  it('serves a trader while another one holds forty bodies open and begins each again', async () => {
    const bench = await newTrader();
    const attacker = await bench.giveKey(`${bench.trader}-slow`);
    const attack = hold(portOf(bench), 40, (socket) => {
      socket.write(`${submissionLines(attacker, 1_000).join('\r\n')}\r\n\r\n{`);
    });
    await expect.poll(() => attack.begun(), PATIENT).toBeGreaterThan(80);
    for (let at = 0; at < 10; at += 1)
      expect((await bench.submit(changed(H1, { '/lrn': `LRN-${at}`, '/ucr': `U-${at}` }))).status).toBe(201);
  });

  it('gives no place to a body before its first byte', async () => {
    const bench = await newTrader();
    hold(portOf(bench), 40, (socket) => socket.write(`${submissionLines(bench.key, 1_000).join('\r\n')}\r\n\r\n`));
    for (let at = 0; at < 10; at += 1) expect((await bench.submit(H1)).status).toBe(201);
  });

  it('ends a body that arrives too slowly', async () => {
    const bench = await newTrader();
    const answer = await untilClosed(portOf(bench), submissionLines(bench.key, 1_000), '{"dataSet":');
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(answer).toContain('"too-slow"');
  });

  it.each(['/v1/declarations', '/v1/sealed-declarations'])(
    'judges the key of %s before it reads the body',
    async (path) => {
      const bench = await newTrader();
      const answer = await untilClosed(portOf(bench), submissionLines(newTraderKey().key, 1_000, path));
      expect(answer).toMatch(/^HTTP\/1\.1 401 /);
    },
  );

  it('refuses an object of 180,000 unknown names by a code, not as a fault of its own', async () => {
    const names = Object.fromEntries(Array.from({ length: 180_000 }, (_, at) => [`a${at}`, 1]));
    expect(await (await newTrader()).submit({ dataSet: 'H7', ...names })).toMatchObject({
      status: 422,
      json: { code: 'too-many-parts' },
    });
  });
});

it('a front that does not answer makes the server unready, is ended, started again, and leaves an alarm that ends', async () => {
  const bench = await traderBench();
  const { server } = bench;
  const checks = async () =>
    (JSON.parse((await server.ask('/readyz')).text) as { checks: Record<string, string> }).checks;
  const alarms = async () => (await countOpenAlarms(server.context.knex, ['server-not-ready'])).get('server-not-ready');
  expect(await checks()).toMatchObject({ traders: 'ok' });
  const before = server.traders?.processId() ?? 0;
  process.kill(before, 'SIGSTOP');
  await expect.poll(checks, PATIENT).toMatchObject({ traders: 'failed' });
  await expect.poll(alarms, PATIENT).toBe(1);
  const raised: string[] = await server.context.knex('alarms').where({ kind: 'server-not-ready' }).pluck('about');
  expect(raised).toEqual(['readiness/traders']);
  await expect.poll(checks, PATIENT).toMatchObject({ traders: 'ok' });
  expect(server.traders?.processId()).not.toBe(before);
  expect((await bench.submit(H1)).status).toBe(201);
  await expect.poll(alarms, PATIENT).toBe(0);
});
