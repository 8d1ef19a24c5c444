import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { turnedClock } from '../../../../hardware/host/turned-clock.ts';
import { type EvidenceEndpoint, openEvidenceEndpoint } from '../../../../kiosk/lane/evidence/evidence-endpoint.ts';
import type { Release } from '../../../../kiosk/lane/evidence/release-evidence.ts';
import { evidenceAnswer, readEvidenceAnswer } from '../../../../server/contract/evidence-answer.ts';
import { GRANT_LIMIT_BYTES } from '../../../../server/contract/grant.ts';

const ORIGIN = 'http://127.0.0.1:8080';
const PATH = '/v1/evidence';
const CAPTURE = {
  captureId: 'ab'.repeat(16),
  encapsulation: new Uint8Array(1_120).fill(1),
  sealedKey: new Uint8Array(48).fill(2),
  sealed: new Uint8Array(3_000_000).fill(3),
};

interface Answer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: Buffer;
}

interface Wish {
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** From where on this machine. */
  readonly localAddress?: string;
}

function ask(
  url: string,
  { path = PATH, method = 'POST', headers = {}, body = '{}', localAddress }: Wish = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const all = { origin: ORIGIN, 'content-type': 'application/json', ...headers };
    const from = localAddress === undefined ? {} : { localAddress };
    const call = request(`${url}${path}`, { method, headers: all, ...from }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => void parts.push(part));
      response.on('error', reject);
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) });
      });
    });
    call.on('error', reject);
    call.end(method === 'POST' ? body : undefined);
  });
}
const codeOf = ({ status, body }: Answer) => [
  status,
  (JSON.parse(body.toString()) as { error: { code: string } }).error.code,
];

async function endpoint(release: (wire: Uint8Array) => Promise<Release>) {
  const clock = turnedClock();
  const opened = await openEvidenceEndpoint({
    port: 0,
    consoleOrigins: new Set([ORIGIN]),
    releaser: { release },
    clock,
    log: () => undefined,
  });
  return { ...opened, clock };
}

describe('the address for evidence', () => {
  let open: EvidenceEndpoint;
  let came: Uint8Array[] = [];
  beforeAll(async () => {
    open = await endpoint((wire) => {
      came.push(wire);
      return Promise.resolve({ kind: 'released', captures: [CAPTURE] });
    });
  });
  afterAll(() => open.close());

  test('answers a page of the console with the released evidence, marked as not to be stored', async () => {
    came = [];
    const { status, headers, body } = await ask(open.url, { body: 'a grant' });
    expect(status).toBe(200);
    const read = readEvidenceAnswer(body);
    expect(read.kind === 'read' && read.captures.length).toBe(1);
    expect(body.equals(Buffer.concat(evidenceAnswer([CAPTURE])))).toBe(true);
    expect(came.map((wire) => Buffer.from(wire).toString())).toEqual(['a grant']);
    expect(headers).toMatchObject({
      'access-control-allow-origin': ORIGIN,
      vary: 'Origin',
      'cache-control': 'no-store',
      'content-type': 'application/octet-stream',
    });
  });
  test('answers a preflight request', async () => {
    const { status, headers } = await ask(open.url, { method: 'OPTIONS' });
    expect(status).toBe(204);
    expect(headers).toMatchObject({
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'content-type',
      'access-control-allow-origin': ORIGIN,
    });
    expect(headers['access-control-allow-credentials']).toBeUndefined();
  });
  test.each<[string, Wish, number, string]>([
    ['a page of another site', { headers: { origin: 'https://example.org' } }, 403, 'origin-not-allowed'],
    [
      'a preflight request of another site',
      { method: 'OPTIONS', headers: { origin: 'null' } },
      403,
      'origin-not-allowed',
    ],
    [
      'a request under a name that resolves to this machine',
      { headers: { host: 'example.org' } },
      421,
      'host-not-allowed',
    ],
    [
      'a request under a name that begins with a loopback name',
      { headers: { host: '127.0.0.1.example.org' } },
      421,
      'host-not-allowed',
    ],
    ['a request to another path', { path: '/v1/evidence/1' }, 404, 'not-found'],
    ['a request with a query', { path: '/v1/evidence?grant=1' }, 404, 'not-found'],
    ['a request with another method', { method: 'GET' }, 405, 'method-not-allowed'],
    [
      'a request with another content type',
      { headers: { 'content-type': 'text/plain' } },
      415,
      'unsupported-media-type',
    ],
    ['a body that is too long', { body: 'x'.repeat(GRANT_LIMIT_BYTES + 1) }, 413, 'too-large'],
    ['a body that is much too long', { body: 'x'.repeat(300_000) }, 413, 'too-large'],
  ])('refuses %s', async (_what, wish, status, code) => {
    came = [];
    expect(codeOf(await ask(open.url, wish))).toEqual([status, code]);
    expect(came).toEqual([]);
  });
  test('refuses a request without an origin, which browsers always send', async () => {
    const answer = await fetch(`${open.url}${PATH}`, {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    });
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([403, null]);
  });
});

describe('the address for evidence, under load and after faults', () => {
  test('returns the reason why a grant is refused', async () => {
    for (const [why, status] of [
      ['no-longer-kept', 410],
      ['expired', 403],
      ['keys-away', 503],
      ['too-many-viewings', 429],
    ] as const) {
      const open = await endpoint(() => Promise.resolve({ kind: 'refused', why }));
      onTestFinished(() => open.close());
      expect(codeOf(await ask(open.url))).toEqual([status, why]);
    }
  });
  test('serves two requests at a time, and answers others with busy', async () => {
    let go = (): void => undefined;
    const wait = new Promise<void>((resolve) => {
      go = resolve;
    });
    const open = await endpoint(async () => {
      await wait;
      return { kind: 'refused', why: 'expired' };
    });
    onTestFinished(() => open.close());
    const answers = [ask(open.url), ask(open.url), ask(open.url)];
    expect(codeOf(await Promise.race(answers))).toEqual([503, 'busy']);
    go();
    expect((await Promise.all(answers)).filter(({ status }) => status === 403)).toHaveLength(2);
  });
  test('serves thirty requests in ten seconds', async () => {
    const open = await endpoint(() => Promise.resolve({ kind: 'refused', why: 'expired' }));
    onTestFinished(() => open.close());
    for (let count = 0; count < 30; count += 1) expect((await ask(open.url)).status).toBe(403);
    expect((await ask(open.url)).status).toBe(503);
    await open.clock.advance(10_000);
    expect((await ask(open.url)).status).toBe(403);
  });
  test('serves other addresses while one has used its thirty requests, and drops old counts', async () => {
    const open = await endpoint(() => Promise.resolve({ kind: 'refused', why: 'expired' }));
    onTestFinished(() => open.close());
    for (let count = 0; count < 40; count += 1) await ask(open.url, { localAddress: '127.0.0.2' });
    expect((await ask(open.url, { localAddress: '127.0.0.2' })).status).toBe(503);
    expect((await ask(open.url)).status).toBe(403);
    for (let host = 3; host < 12; host += 1) {
      for (let count = 0; count < 30; count += 1) await ask(open.url, { localAddress: `127.0.0.${host}` });
    }
    expect((await ask(open.url)).status).toBe(503);
    await open.clock.advance(10_000);
    expect((await ask(open.url)).status).toBe(403);
  });
  test('serves while others send incomplete requests', async () => {
    const open = await endpoint(() => Promise.resolve({ kind: 'refused', why: 'expired' }));
    onTestFinished(() => open.close());
    const headers = { origin: ORIGIN, 'content-type': 'application/json', 'content-length': '1000' };
    const slow = await Promise.all(
      [0, 1, 2].map(
        () =>
          new Promise<ReturnType<typeof request>>((resolve) => {
            const call = request(`${open.url}${PATH}`, { method: 'POST', headers });
            call.on('error', () => undefined);
            call.write('{', () => resolve(call));
          }),
      ),
    );
    expect((await ask(open.url)).status).toBe(403);
    for (const call of slow) call.destroy();
  });
  test('disconnects a client that does not read its answer, and serves the next', async () => {
    const large = { ...CAPTURE, sealed: new Uint8Array(50_000_000) };
    const open = await endpoint(() => Promise.resolve({ kind: 'released', captures: [large] }));
    onTestFinished(() => open.close());
    const stuck = [0, 1].map(
      () =>
        new Promise<string>((resolve) => {
          const headers = { origin: ORIGIN, 'content-type': 'application/json' };
          const call = request(`${open.url}${PATH}`, { method: 'POST', headers }, (response) => {
            // Not read
            response.on('error', () => resolve('cut off'));
            response.on('end', () => resolve('all taken'));
            setTimeout(() => void open.clock.advance(30_000).then(() => response.resume()), 200);
          });
          call.on('error', () => resolve('cut off'));
          call.end('{}');
        }),
    );
    expect(await Promise.all(stuck)).toEqual(['cut off', 'cut off']);
    expect((await ask(open.url)).status).toBe(200);
  });
  test('reports a fault of the lane without details, and serves the next request', async () => {
    let fail = true;
    const open = await endpoint(() => {
      if (fail) return Promise.reject(new Error('the disk is full'));
      return Promise.resolve({ kind: 'released', captures: [CAPTURE] });
    });
    onTestFinished(() => open.close());
    const answer = await ask(open.url);
    expect(codeOf(answer)).toEqual([500, 'internal']);
    expect(answer.body.includes('disk')).toBe(false);
    fail = false;
    expect((await ask(open.url)).status).toBe(200);
  });
});
