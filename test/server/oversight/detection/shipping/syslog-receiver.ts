/** A receiver of syslog over TLS (RFC 5425) on loopback. */
import { createServer, type TLSSocket } from 'node:tls';
import type { AddressInfo, Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { certificateFor, type TestCertificate } from '../../alerts/fixtures/certificates.ts';

export interface SyslogReceiver {
  readonly port: number;
  readonly ca: string;
  /** The messages of connections that ended properly and of those that did not, without their lengths. */
  readonly messages: string[];
  /** Connections that were made. */
  connections: number;
  /** `resets`: cuts each connection at once; `stalls`: reads nothing. */
  mode: 'takes' | 'resets' | 'stalls';
  close(): Promise<void>;
}

export async function receiveSyslog(
  port = 0,
  certificate?: TestCertificate,
): Promise<SyslogReceiver & { readonly certificate: TestCertificate }> {
  const own = certificate ?? (await certificateFor('127.0.0.1'));
  const open = new Set<TLSSocket>();
  const server = createServer({ cert: own.cert, key: own.key }, (socket) => {
    open.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => open.delete(socket));
    if (receiver.mode === 'stalls') return;
    let rest = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      rest = Buffer.concat([rest, chunk]);
      for (;;) {
        const space = rest.indexOf(0x20);
        const length = Number(rest.subarray(0, Math.max(space, 0)).toString());
        if (space < 0 || rest.length < space + 1 + length) return;
        receiver.messages.push(rest.subarray(space + 1, space + 1 + length).toString());
        rest = rest.subarray(space + 1 + length);
      }
    });
  });
  server.prependListener('connection', (raw: Socket) => {
    receiver.connections++;
    if (receiver.mode === 'resets') raw.destroy();
  });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const receiver: SyslogReceiver & { readonly certificate: TestCertificate } = {
    port: (server.address() as AddressInfo).port,
    ca: own.ca,
    certificate: own,
    messages: [],
    connections: 0,
    mode: 'takes',
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
  onTestFinished(() => receiver.close());
  return receiver;
}
