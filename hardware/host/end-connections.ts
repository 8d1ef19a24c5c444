/**
 * Ends the connections of an HTTP server that closes. `close` of `node:http` waits for connections without a request, which browsers open in
 * advance, and stops the check that would end them: without this it may never resolve.
 */
import type { Server } from 'node:http';

const AGAIN_EVERY_MS = 100;

/**
 * Resolves when the server is closed.
 *
 * @param closed resolves when `server.close` has ended
 * @param graceMs time for requests that run
 */
export async function endConnections(
  server: Pick<Server, 'closeAllConnections'>,
  closed: Promise<unknown>,
  graceMs = 0,
): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const end = (): void => {
    server.closeAllConnections();
    // A connection may have been accepted before the server stopped to listen
    timer = setTimeout(end, AGAIN_EVERY_MS);
  };
  timer = setTimeout(end, graceMs);
  try {
    await closed;
  } finally {
    clearTimeout(timer);
  }
}
