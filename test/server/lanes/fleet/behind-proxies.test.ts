import http from 'node:http';
import https from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ConnectionLimits, connectionRules } from '../../../../server/lanes/fleet/connection-limits.ts';
import { localHeader } from '../../../../server/platform/http/proxy-header.ts';
import { proxyHeader } from '../../fixtures/proxy-header.ts';
import { testAuthority } from '../../../support/test-authority.ts';

const HERE = '127.0.0.1';
const CLIENT = { address: '198.51.100.7', port: 40_000 };

interface Opened {
  readonly port: number;
  readonly refused: () => number;
}

/** A server that answers with the address of its client. */
async function open(
  { proxies = [HERE], network = 256 }: { readonly proxies?: readonly string[]; readonly network?: number } = {},
  tls?: https.ServerOptions,
): Promise<Opened> {
  let refused = 0;
  const limits = new ConnectionLimits(() => void (refused += 1), {
    rules: connectionRules({ total: 4_096, network }),
    proxies,
  });
  const answer: http.RequestListener = ({ socket }, response) =>
    void response.end(`${socket.remoteFamily} ${socket.remoteAddress} ${socket.remotePort}`);
  const server = tls === undefined ? http.createServer(answer) : https.createServer(tls, answer);
  limits.watch(server);
  await new Promise<void>((resolve) => void server.listen(0, HERE, resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise<void>((resolve) => void server.close(() => resolve()));
  });
  return { port: (server.address() as AddressInfo).port, refused: () => refused };
}

function connected(port: number, first?: Buffer): Socket {
  const socket = connect(port, HERE);
  socket.on('error', () => undefined);
  onTestFinished(() => void socket.destroy());
  if (first !== undefined) socket.write(first);
  return socket;
}

/** The body of the answer on a connection; `cut` when it ends without one. */
const askedOn = (socket: Socket): Promise<string> =>
  new Promise((resolve) => {
    const request = http.get({ createConnection: () => socket, headers: { host: 'localhost' } }, (answer) => {
      let body = '';
      answer.setEncoding('utf8').on('data', (text: string) => void (body += text));
      answer.on('end', () => resolve(body));
    });
    request.on('error', () => resolve('cut'));
  });

describe('a connection of a proxy', () => {
  it('has the address of the client that the proxy names', async () => {
    const { port } = await open();
    expect(await askedOn(connected(port, proxyHeader(CLIENT)))).toBe('IPv4 198.51.100.7 40000');
    const six = { address: '2001:db8::7', port: 5 };
    expect(await askedOn(connected(port, proxyHeader(six)))).toBe('IPv6 2001:db8:0:0:0:0:0:7 5');
  });

  it('may bring the header in pieces, and the request in the last of them', async () => {
    const { port } = await open();
    const socket = connected(port);
    const bytes = Buffer.concat([
      proxyHeader(CLIENT),
      Buffer.from('GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'),
    ]);
    let text = '';
    socket.setEncoding('utf8').on('data', (piece: string) => void (text += piece));
    for (const [from, until] of [
      [0, 5],
      [5, 20],
      [20, bytes.length],
    ]) {
      socket.write(bytes.subarray(from, until));
      await new Promise((resolve) => void setImmediate(resolve));
    }
    await new Promise<void>((resolve) => void socket.once('close', () => resolve()));
    expect(text).toContain('198.51.100.7');
  });

  it('has the address under TLS', async () => {
    const { cert, key } = await (await testAuthority()).issue({ names: ['localhost'] });
    const { port } = await open({}, { cert, key });
    const socket = connectTls({ socket: connected(port, proxyHeader(CLIENT)), rejectUnauthorized: false });
    onTestFinished(() => void socket.destroy());
    expect(await askedOn(socket)).toBe('IPv4 198.51.100.7 40000');
  });

  it('may be the proxy’s own', async () => {
    const { port } = await open();
    expect(await askedOn(connected(port, localHeader()))).toContain(HERE);
  });

  it('ends without a header', async () => {
    const { port, refused } = await open();
    expect(await askedOn(connected(port))).toBe('cut');
    expect(await askedOn(connected(port, Buffer.from('PROXY TCP4 1.2.3.4 1.2.3.4 1 1\r\n')))).toBe('cut');
    expect(refused()).toBe(2);
  });

  it('counts as one of its client’s network', async () => {
    const { port, refused } = await open({ network: 16 });
    for (let count = 0; count < 16; count += 1) connected(port, proxyHeader(CLIENT));
    await expect.poll(() => askedOn(connected(port, proxyHeader(CLIENT)))).toBe('cut');
    expect(refused()).toBeGreaterThan(0);
    expect(await askedOn(connected(port, proxyHeader({ address: '203.0.113.5', port: 1 })))).toContain('203.0.113.5');
  });
});

describe('a connection of another address', () => {
  it('keeps its own address', async () => {
    const { port } = await open({ proxies: ['203.0.113.1'] });
    expect(await askedOn(connected(port))).toContain(HERE);
  });

  it('cannot name a client', async () => {
    const { port } = await open({ proxies: ['203.0.113.1'] });
    expect(await askedOn(connected(port, proxyHeader(CLIENT)))).not.toContain(CLIENT.address);
  });
});
