import { request } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { LARGEST_MESSAGE_BYTES } from '../../../../hardware/camera/browser/frame-message.ts';
import { type PageLink, servePage } from '../../../../hardware/camera/browser/page-server.ts';
import { systemClock } from '../../../../hardware/host/system-clock.ts';
import { until } from '../ffmpeg/ffmpeg-rig.ts';

async function served() {
  const links: PageLink[] = [];
  const heard: string[] = [];
  const pictures: number[] = [];
  const server = await servePage({
    clock: systemClock,
    mode: { width: 640, height: 480, framesPerSecond: 30 },
    onLink: (link) => void links.push(link),
    onMessage: (_link, { kind }) => void heard.push(kind),
    onPicture: (_link, message) => void pictures.push(message.byteLength),
    onUnlink: () => void heard.push('gone'),
  });
  onTestFinished(() => server.close());
  const { origin, host, hash } = new URL(server.url);
  return { links, heard, pictures, origin, host, token: hash.slice(1), url: () => server.url };
}

/** Connects like a page. Resolves with the close code, or with the first message. */
function join(host: string, first: string | Buffer, headers: Record<string, string> = {}) {
  const socket = new WebSocket(`ws://${host}/frames`, { headers: { origin: `http://${host}`, ...headers } });
  onTestFinished(() => socket.terminate());
  const told: string[] = [];
  const outcome = new Promise<string>((resolve) => {
    socket.on('open', () => socket.send(first));
    socket.on('message', (data, binary) => {
      told.push(binary ? `${(data as Buffer).length} bytes` : (data as Buffer).toString('utf8'));
      if (told.length === 2) resolve('welcome');
    });
    socket.on('close', (code) => resolve(`closed ${code}`));
    socket.on('unexpected-response', (_request, response) => resolve(`refused ${response.statusCode}`));
    socket.on('error', () => undefined);
  });
  return { socket, told, outcome };
}
const hello = (token: string) => JSON.stringify({ kind: 'hello', token });

describe('access to the page server', () => {
  it('needs a token that works once, and afterwards the next token', async () => {
    const { host, token, links, url } = await served();
    const first = join(host, hello(token));
    expect(await first.outcome).toBe('welcome');
    expect(first.told[1]).toBe('32 bytes');
    expect(links).toHaveLength(1);
    expect(await join(host, hello(token)).outcome).toBe('closed 1008');
    const { resume } = JSON.parse(first.told[0]!) as { resume: string };
    expect(url()).toContain(resume);
    const second = join(host, hello(resume));
    expect(await second.outcome).toBe('welcome');
    await until(() => first.socket.readyState === WebSocket.CLOSED);
    expect(links[0]!.key.every((byte) => byte === 0)).toBe(true);
    expect(links[1]!.key.every((byte) => byte === 0)).toBe(false);
  });

  it.each<[string, string | Buffer]>([
    ['another token', hello('A'.repeat(43))],
    ['no token', '{"kind":"hello"}'],
    ['a picture before the token', Buffer.alloc(100)],
    ['something else before the token', '{"kind":"ended"}'],
    ['text that is not JSON', 'hello'],
  ])('is refused to %s', async (_name, first) => {
    const { host, links } = await served();
    expect(await join(host, first).outcome).toBe('closed 1008');
    expect(links).toEqual([]);
  });

  it('is closed to a connection that sends nothing', async () => {
    const { host } = await served();
    const silent = join(host, hello('x'));
    silent.socket.removeAllListeners('open');
    expect(await silent.outcome).toBe('closed 1008');
  });

  it.each([
    ['a page of another host', { origin: 'http://example.org' }],
    ['a page on another port', { origin: 'http://127.0.0.1:1' }],
    ['a page under another name of this machine', { host: 'rebound.example' }],
  ])('is refused to %s', async (_name, headers) => {
    const { host, token } = await served();
    expect(await join(host, hello(token), headers).outcome).toBe('refused 403');
  });

  it('ends after an invalid or too large message', async () => {
    for (const nonsense of ['{"kind":"unknown"}', Buffer.alloc(LARGEST_MESSAGE_BYTES + 1)]) {
      const { host, token, pictures } = await served();
      const page = join(host, hello(token));
      await page.outcome;
      const closed = new Promise<number>((resolve) => page.socket.on('close', resolve));
      page.socket.send(nonsense);
      expect([1008, 1009, 1006]).toContain(await closed);
      expect(pictures).toEqual([]);
    }
  });
});

describe('the camera page', () => {
  const get = (origin: string, path: string, headers: Record<string, string> = {}) =>
    new Promise<{ status: number; policy: string }>((resolve, reject) => {
      const call = request(`${origin}${path}`, { headers }, (response) => {
        response.resume();
        resolve({
          status: response.statusCode ?? 0,
          policy: String(response.headers['content-security-policy']),
        });
      });
      call.on('error', reject);
      call.end();
    });

  it('permits its script and its own address, and nothing else', async () => {
    const { origin, host } = await served();
    const { status, policy } = await get(origin, '/');
    expect(status).toBe(200);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(`connect-src 'self' ws://${host};`);
    expect(policy).not.toMatch(/unsafe|\*|data:|blob:/);
  });

  it.each(['/page-server.js', '/page/../page-server.js', '/page/dom.js', '/constructor', '/../../package.json'])(
    'is served without %s',
    async (path) => {
      const { origin } = await served();
      expect((await get(origin, path)).status).toBe(404);
    },
  );

  it('is not served under another name', async () => {
    const { origin } = await served();
    expect((await get(origin, '/', { host: 'rebound.example' })).status).toBe(403);
  });
});
