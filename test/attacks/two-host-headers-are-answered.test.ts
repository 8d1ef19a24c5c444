import { connect } from 'node:tls';
import { expect, test } from 'vitest';
import { attackedServer } from './harness/attacked-server.ts';
import type { Port } from './harness/visitor.ts';

/** Sends bytes over TLS and resolves to the first line of the answer. */
function firstLine({ port, ca }: Port, lines: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', servername: 'localhost', port, ca });
    let text = '';
    socket.on('data', (data: Buffer) => {
      text += data.toString('latin1');
      if (!text.includes('\r\n')) return;
      resolve(text.slice(0, text.indexOf('\r\n')));
      socket.destroy();
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(text));
    socket.write([...lines, '', ''].join('\r\n'));
  });
}

test('two Host headers are refused at both ports, in any order and case, and for a socket too', async () => {
  const server = await attackedServer();
  for (const [port, path] of [
    [server.people, '/healthz'],
    [server.people, '/socket.io/?EIO=4&transport=websocket'],
    [server.kiosks, '/v1/fleet/challenge'],
  ] as const) {
    const own = `localhost:${port.port}`;
    const upgrade = path.startsWith('/socket.io')
      ? [
          'Connection: Upgrade',
          'Upgrade: websocket',
          'Sec-WebSocket-Version: 13',
          'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
        ]
      : [];
    for (const hosts of [
      [`Host: ${own}`, 'Host: evil.example'],
      [`Host: ${own}`, `host: ${own}`],
      [`HOST: ${own}`, 'X-A: b', 'hOsT: evil.example'],
    ]) {
      expect(await firstLine(port, [`GET ${path} HTTP/1.1`, ...hosts, ...upgrade])).toMatch(/^HTTP\/1\.1 400 /);
    }
    expect(await firstLine(port, [`GET ${path} HTTP/1.1`, 'Host: evil.example'])).toMatch(/^HTTP\/1\.1 4(21|00|03) /);
    if (upgrade.length === 0) {
      expect(await firstLine(port, [`GET ${path} HTTP/1.1`, `Host: ${own}`])).toBe('HTTP/1.1 200 OK');
    }
  }
});
