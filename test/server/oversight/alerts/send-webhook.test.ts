import { subscribe } from 'node:diagnostics_channel';
import { createServer } from 'node:net';
import { onTestFinished, describe, expect, it } from 'vitest';
import { Webhook } from 'standardwebhooks';
import { backgroundClock } from '../../../../hardware/host/system-clock.ts';
import { Network } from '../../../../server/oversight/alerts/allowed-addresses.ts';
import { sendWebhook, sharingLookUps, type WebhookParts } from '../../../../server/oversight/alerts/send-webhook.ts';
import { newSecret, signedHeaders } from '../../../../server/oversight/alerts/signature.ts';
import { handTurnedClock } from '../../fixtures/hand-turned-clock.ts';
import { receiveWebhooks } from './fixtures/webhook-receiver.ts';

const LOOPBACK = [Network.parse('127.0.0.0/8')!];
const secret = newSecret();
const message = { id: 'msg_1', body: '{"type":"alerts.test"}' };
const send = (url: string, over: Partial<WebhookParts> = {}) => {
  const headers = signedHeaders({ current: secret, earlier: [] }, message, Date.now());
  const parts = { clock: backgroundClock, networks: LOOPBACK, ...over };
  return sendWebhook(parts, { url, body: message.body, headers: { ...headers } });
};

describe('webhook', () => {
  it('reaches a receiver over TLS, which verifies it', async () => {
    const { url, ca, received } = await receiveWebhooks();
    expect(await send(url('/hook?x=1'), { ca })).toEqual({ result: 'delivered', status: 204 });
    const [hook] = received;
    expect(hook).toMatchObject({ path: '/hook?x=1', body: message.body });
    const headers = hook?.headers as Record<string, string>;
    expect(new Webhook(secret).verify(hook?.body ?? '', headers)).toEqual({ type: 'alerts.test' });
  });
  it('connects to the address that was checked and to no other, whatever the name resolves to next', async () => {
    const { url, ca, received } = await receiveWebhooks();
    const asked: string[] = [];
    const resolve = async (host: string) => {
      asked.push(host);
      return [asked.length === 1 ? '127.0.0.1' : '93.184.215.14'];
    };
    expect(await send(url('/', 'alerts.example'), { ca, resolve })).toEqual({ result: 'delivered', status: 204 });
    expect([asked, received.length]).toEqual([['alerts.example'], 1]);
  });
  it('goes to no private address, by number or by name, that the configuration does not allow', async () => {
    const { url, ca, received, port } = await receiveWebhooks();
    const refused = { result: 'address-not-allowed', status: null };
    expect(await send(url(), { ca, networks: [] })).toEqual(refused);
    expect(await send(url('/', 'localhost'), { ca, networks: [] })).toEqual(refused);
    for (const address of ['127.0.0.1', '::1', '::ffff:127.0.0.1', '10.0.0.1', '169.254.169.254']) {
      const resolve = async () => [address];
      expect(await send(url('/', 'alerts.example'), { ca, networks: [], resolve })).toEqual(refused);
    }
    expect(await send(`https://[::1]:${port}/`, { ca, networks: [] })).toEqual(refused);
    expect(received).toEqual([]);
  });
  it('goes nowhere when one of several addresses of a name is private', async () => {
    const { url, ca, received } = await receiveWebhooks();
    const resolve = async () => ['93.184.215.14', '10.0.0.1'];
    expect(await send(url('/', 'alerts.example'), { ca, networks: [], resolve })).toMatchObject({
      result: 'address-not-allowed',
    });
    expect(received).toEqual([]);
  });
  it('follows no redirection', async () => {
    const other = await receiveWebhooks();
    const first = await receiveWebhooks();
    for (const status of [301, 302, 303, 307, 308]) {
      first.answer = (response) => void response.writeHead(status, { location: other.url() }).end();
      expect(await send(first.url(), { ca: first.ca })).toEqual({ result: 'redirected', status });
    }
    expect(other.received).toEqual([]);
  });
  it('refuses a certificate by an unknown authority, or for another name', async () => {
    const { url, ca, received } = await receiveWebhooks();
    expect(await send(url())).toEqual({ result: 'tls-refused', status: null });
    const resolve = async () => ['127.0.0.1'];
    expect(await send(url('/', 'other.example'), { ca, resolve })).toEqual({ result: 'tls-refused', status: null });
    expect(received).toEqual([]);
  });
  it('reports the status of a refusal and how long the receiver asks to wait', async () => {
    const receiver = await receiveWebhooks();
    receiver.answer = (response) => void response.writeHead(503, { 'retry-after': '120' }).end('busy');
    expect(await send(receiver.url(), { ca: receiver.ca })).toEqual({
      ...{ result: 'answered-error', status: 503, retryAfterMs: 120_000 },
    });
    receiver.answer = (response) => void response.writeHead(404).end();
    expect(await send(receiver.url(), { ca: receiver.ca })).toEqual({ result: 'answered-error', status: 404 });
  });
  it('does not read an endless answer', async () => {
    const receiver = await receiveWebhooks();
    let isCut = false;
    receiver.answer = (response) => {
      response.writeHead(200);
      const chunk = Buffer.alloc(65_536);
      const write = () => {
        while (response.writable && response.write(chunk));
      };
      response.on('drain', write);
      response.on('close', () => (isCut = true));
      write();
    };
    expect(await send(receiver.url(), { ca: receiver.ca })).toEqual({ result: 'delivered', status: 200 });
    await expect.poll(() => isCut, { timeout: 240_000 }).toBe(true);
  });
  it('cuts off a receiver that never ends its answer, and keeps the status', async () => {
    const clock = handTurnedClock();
    const receiver = await receiveWebhooks();
    const closed = new Promise((resolve) => {
      receiver.answer = (response) => {
        response.on('close', resolve);
        response.writeHead(200);
        response.write('.');
      };
    });
    const hasStatus = new Promise<void>((resolve) => subscribe('http.client.response.finish', () => resolve()));
    const sent = send(receiver.url(), { ca: receiver.ca, clock });
    await hasStatus;
    clock.turn(10_000);
    expect(await sent).toEqual({ result: 'delivered', status: 200 });
    await closed;
  });
  it('resolves a name once for attempts that run together, and anew after them', async () => {
    let resolved = 0;
    const lookUp = sharingLookUps(async (host) => [host, String((resolved += 1))]);
    const together = await Promise.all([lookUp('a.example'), lookUp('a.example'), lookUp('b.example')]);
    expect(together).toEqual([
      ['a.example', '1'],
      ['a.example', '1'],
      ['b.example', '2'],
    ]);
    expect(await lookUp('a.example')).toEqual(['a.example', '3']);
  });
  it('gives up a receiver that accepts the connection and does not answer', async () => {
    const clock = handTurnedClock();
    const silent = createServer();
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void silent.close());
    const port = (silent.address() as { port: number }).port;
    const connected = new Promise((resolve) => silent.once('connection', resolve));
    const sent = send(`https://127.0.0.1:${port}/`, { clock });
    await connected;
    clock.turn(10_000);
    expect(await sent).toEqual({ result: 'too-slow', status: null });
  });
  it('gives up a name whose resolution does not end', async () => {
    const clock = handTurnedClock();
    const sent = send('https://alerts.example/', { clock, resolve: () => new Promise(() => undefined) });
    clock.turn(10_000);
    expect(await sent).toEqual({ result: 'too-slow', status: null });
  });
  it('says that a name does not resolve, or that no one listens', async () => {
    const resolve = () => Promise.reject(Object.assign(new Error('x'), { code: 'ENOTFOUND' }));
    expect(await send('https://alerts.example/', { resolve })).toEqual({ result: 'name-not-found', status: null });
    const { url, close } = await receiveWebhooks();
    await close();
    expect(await send(url())).toEqual({ result: 'unreachable', status: null });
  });
});
