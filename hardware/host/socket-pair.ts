import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type OnReadOpts, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface SocketPair {
  readonly near: Socket;
  /** Reads nothing before it is resumed. */
  readonly far: Socket;
}

/**
 * Two sockets of this process that are connected with each other. They meet in a folder that only its user may open and that is removed at
 * once, so no one else can connect. Rejects with the system's error.
 *
 * @param onread the buffer into which `near` reads; without it, that of Node
 */
export async function openSocketPair(onread?: OnReadOpts): Promise<SocketPair> {
  const folder = mkdtempSync(join(tmpdir(), 'postern-pair-'));
  const path = join(folder, 's');
  const server = createServer({ pauseOnConnect: true });
  try {
    server.listen({ path, backlog: 1 });
    await once(server, 'listening');
    const near = connect({ path, ...(onread !== undefined && { onread }) });
    const [[far]] = (await Promise.all([once(server, 'connection'), once(near, 'connect')])) as [[Socket], unknown];
    return { near, far };
  } finally {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
