/**
 * A pipe from a child process that is read into a single reusable buffer.
 *
 * Node's pipes allocate a new buffer for each read, copy it to trim it, and leave both to the garbage collector, so
 * pictures of people would remain in freed memory. A connected socket accepts `onread.buffer`, one buffer for all reads,
 * which is wiped after each. Only `net.connect` has that option, so the pipe is a socket whose other end becomes the
 * child's standard output.
 */
import type { Socket } from 'node:net';
import { openSocketPair } from '../host/socket-pair.ts';

export interface PrivateSocket {
  /** The child's end; destroy it here once the child has inherited it. */
  readonly childEnd: Socket;
  /** Closes the pipe. No callback runs afterwards. */
  close(): void;
}

const READ_BYTES = 262_144;

/** @param onBytes borrows the bytes until it returns, when they are wiped; may close the socket */
export async function openPrivateSocket(
  onBytes: (bytes: Uint8Array) => void,
  onEnd: () => void,
): Promise<PrivateSocket> {
  let closed = false;
  const buffer = new Uint8Array(READ_BYTES);
  const { near: ours, far: childEnd } = await openSocketPair({
    buffer,
    callback(count) {
      if (!closed) onBytes(buffer.subarray(0, count));
      buffer.fill(0, 0, count);
      return !closed;
    },
  });
  ours.on('error', () => undefined);
  ours.once('close', () => {
    if (closed) return;
    closed = true;
    onEnd();
  });
  childEnd.on('error', () => undefined);
  return {
    childEnd,
    close() {
      closed = true;
      childEnd.destroy();
      ours.destroy();
    },
  };
}
