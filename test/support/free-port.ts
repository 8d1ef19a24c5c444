import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

/** A loopback port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

/** Below the ephemeral ports, so that the system assigns none of them to a connection. */
const FIRST = 20_000;
const LAST = 30_000;

/** A free port whose next higher port is free too. */
export async function freePortPair(): Promise<number> {
  for (;;) {
    const port = FIRST + Math.floor(Math.random() * ((LAST - FIRST) / 2)) * 2;
    if ((await isFree(port)) && (await isFree(port + 1))) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, () => server.close(() => resolve(true)));
  });
}
