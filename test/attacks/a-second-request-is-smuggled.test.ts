import { connect as connectPlain } from 'node:net';
import { connect, type ConnectionOptions } from 'node:tls';
import { describe, expect, onTestFinished, test } from 'vitest';
import { attackedServer } from './harness/attacked-server.ts';
import type { Port } from './harness/visitor.ts';

const CRLF = '\r\n';

/** Sends bytes over TLS, and resolves to what comes back until the server hangs up. */
function raw({ port, ca }: Port, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', servername: 'localhost', port, ca });
    onTestFinished(() => void socket.destroy());
    let text = '';
    socket.on('data', (data: Buffer) => (text += data.toString('latin1')));
    socket.on('error', (error: NodeJS.ErrnoException) => (error.code === 'ECONNRESET' ? resolve(text) : reject(error)));
    socket.on('close', () => resolve(text));
    socket.write(bytes, 'latin1');
  });
}

const statusesIn = (text: string) => [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));

describe('a request behind a request', () => {
  test('with an ambiguous length is refused at both ports', async () => {
    const server = await attackedServer();
    for (const at of [server.people, server.kiosks]) {
      const host = `Host: localhost:${at.port}`;
      const behind = `GET /healthz HTTP/1.1${CRLF}${host}${CRLF}${CRLF}`;
      const attempts = [
        ['Content-Length: 4', 'Transfer-Encoding: chunked'],
        ['Content-Length: 0', 'Content-Length: 40'],
        ['Content-Length: 0, 40'],
        ['Content-Length: +4'],
        ['Transfer-Encoding : chunked'],
        ['Transfer-Encoding: chunked, identity'],
        ['Transfer-Encoding: xchunked'],
        ['X-A: b', ' Transfer-Encoding: chunked'],
        ['X-A: b\nContent-Length: 0'],
        ['X-A: \0'],
      ].map((lines) => {
        const head = ['POST /v1/reports HTTP/1.1', host, 'Content-Type: application/json', ...lines, '', ''].join(CRLF);
        return raw(at, `${head}0${CRLF}${CRLF}${behind}`).then((text) => ({ lines, statuses: statusesIn(text) }));
      });
      for (const { lines, statuses } of await Promise.all(attempts)) {
        expect([lines, statuses.filter((status) => status < 400)]).toEqual([lines, []]);
      }
    }
  });

  test('that is never finished is disconnected', async () => {
    const server = await attackedServer();
    const slow = [server.people, server.kiosks].flatMap((at) => {
      const host = `Host: localhost:${at.port}`;
      return [
        `GET / HTTP/1.1${CRLF}${host}${CRLF}X-A: `,
        `POST /v1/reports HTTP/1.1${CRLF}${host}${CRLF}Content-Type: application/json${CRLF}Content-Length: 100${CRLF}${CRLF}{`,
        '',
      ].map((bytes) => raw(at, bytes));
    });
    await Promise.all(slow);
  });
});

test('TLS 1.2, an old cipher and no TLS at all are refused at both ports', async () => {
  const server = await attackedServer();
  const shake = ({ port, ca }: Port, options: ConnectionOptions) =>
    new Promise<string>((resolve) => {
      const socket = connect({ host: '127.0.0.1', servername: 'localhost', port, ca, ...options }, () => {
        resolve(socket.getProtocol() ?? 'none');
        socket.destroy();
      });
      socket.on('error', () => resolve('refused'));
    });
  for (const at of [server.people, server.kiosks]) {
    expect(await shake(at, {})).toBe('TLSv1.3');
    expect(await shake(at, { maxVersion: 'TLSv1.2' })).toBe('refused');
    expect(await shake(at, { maxVersion: 'TLSv1.2', ciphers: 'AES128-SHA' })).toBe('refused');
    const plain = await new Promise<string>((resolve) => {
      let text = '';
      const socket = connectPlain(at.port, '127.0.0.1');
      socket.on('data', (data) => (text += data.toString('latin1')));
      socket.on('error', () => undefined);
      socket.on('close', () => resolve(text));
      socket.write(`GET /healthz HTTP/1.1${CRLF}Host: localhost:${at.port}${CRLF}${CRLF}`);
    });
    expect(plain).not.toContain('HTTP/1.1 200');
  }
});
