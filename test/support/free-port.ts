import { createServer } from 'node:net';

/** Below the ephemeral ports, so that the system assigns none of them to a connection. */
const FIRST = 20_000;
const LAST = 30_000;
/** Those of single ports. */
const LAST_SINGLE = 32_700;

/** A loopback port that was free a moment ago. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = LAST + Math.floor(Math.random() * (LAST_SINGLE - LAST));
    if (await isFree(port)) return port;
  }
}

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
    server.listen({ port, exclusive: true }, () => server.close(() => resolve(true)));
  });
}
