/**
 * A proxy before the server, for lanes and browsers, that records every byte in both directions. It forwards bytes unchanged, WebSocket
 * included; only its own address is replaced by the server's, which has the same length.
 */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface RecordingProxy {
  readonly url: string;
  /** The same under the name to which passkeys are bound. */
  readonly consoleUrl: string;
  readonly bytes: () => Buffer;
  close(): Promise<void>;
}

/** Both ports must have the same number of digits. */
export async function recordingProxy(serverPort: number): Promise<RecordingProxy> {
  const seen: Buffer[] = [];
  const sockets = new Set<Socket>();
  const proxy = createServer((client) => {
    const { port } = proxy.address() as AddressInfo;
    const server = connect(serverPort, '127.0.0.1');
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        server.destroy();
      });
    }
    client.on('data', (chunk) => {
      const bytes = Buffer.from(chunk);
      seen.push(bytes);
      server.write(readdressed(bytes, port, serverPort));
    });
    server.on('data', (chunk) => {
      const bytes = Buffer.from(chunk);
      seen.push(bytes);
      client.write(bytes);
    });
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const { port } = proxy.address() as AddressInfo;
  if (String(port).length !== String(serverPort).length) throw new Error('the ports are of different lengths');
  return {
    url: `http://127.0.0.1:${port}`,
    consoleUrl: `http://localhost:${port}`,
    bytes: () => Buffer.concat(seen),
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        proxy.close(() => resolve());
      }),
  };
}

function readdressed(chunk: Buffer, from: number, to: number): Buffer {
  let text = chunk.toString('latin1');
  for (const host of ['127.0.0.1', 'localhost']) text = text.replaceAll(`${host}:${from}`, `${host}:${to}`);
  return Buffer.from(text, 'latin1');
}
