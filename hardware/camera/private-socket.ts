/**
 * A pipe from a child process whose bytes are read into one buffer of ours.
 *
 * Node's own pipes make a new buffer for each read, trim it by copying, and leave both to the garbage collector: pictures of
 * people would lie about in freed memory. A connected socket may be given `onread.buffer` instead, one buffer for all reads, which is
 * wiped after each. Only `net.connect` takes that option, so the pipe is a socket of Linux's abstract namespace whose other end
 * becomes the child's standard output. Its name is random and it is gone as soon as the two ends have met.
 */
import { randomBytes } from 'node:crypto';
import { connect, createServer, type Socket } from 'node:net';

export interface PrivateSocket {
  /** For the child; to be destroyed here once the child has it. */
  readonly childEnd: Socket;
  /** Ends the flow; nothing is heard after that. */
  close(): void;
}

const READ_BYTES = 262_144;

/** @param onBytes lent until it returns, wiped then; may close the socket  @param onEnd the child closed its end */
export async function openPrivateSocket(
  onBytes: (bytes: Uint8Array) => void,
  onEnd: () => void,
): Promise<PrivateSocket> {
  const path = `\0postern-camera-${randomBytes(16).toString('hex')}`;
  const server = createServer({ pauseOnConnect: true });
  let closed = false;
  const buffer = new Uint8Array(READ_BYTES);
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ path, backlog: 1 }, resolve);
    });
    const met = new Promise<Socket>((resolve) => server.once('connection', resolve));
    const ours = connect({
      path,
      onread: {
        buffer,
        callback(count) {
          if (!closed) onBytes(buffer.subarray(0, count));
          buffer.fill(0, 0, count);
          return !closed;
        },
      },
    });
    ours.on('error', () => undefined);
    ours.once('close', () => {
      if (closed) return;
      closed = true;
      onEnd();
    });
    const childEnd = await met;
    childEnd.on('error', () => undefined);
    return {
      childEnd,
      close() {
        closed = true;
        childEnd.destroy();
        ours.destroy();
      },
    };
  } finally {
    server.close();
  }
}
