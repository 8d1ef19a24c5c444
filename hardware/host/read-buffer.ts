/**
 * The buffer into which Node reads sockets and pipes. From Node 24 on a thread keeps one for all of them, so what was received stays there
 * behind the shorter messages that follow. Nothing clears it; a read that fills it does.
 */
import { openSocketPair } from './socket-pair.ts';

/** The most that Node reads at once. */
const READ_BYTES = 65_536;
/** A read can be shorter when the system passes the bytes on in pieces. */
const TRIES = 8;

export interface ReadBuffer {
  /** Fills the buffer of this thread with zeros. Resolves to whether one read filled all of it; never rejects. */
  overwrite(): Promise<boolean>;
  close(): void;
}

/** Connects this thread with itself. Rejects as `openSocketPair` does. */
export async function openReadBuffer(): Promise<ReadBuffer> {
  const { near: reader, far: writer } = await openSocketPair();
  const zeros = new Uint8Array(READ_BYTES);
  let last: Promise<boolean> = Promise.resolve(true);
  const close = (): void => {
    writer.destroy();
    reader.destroy();
  };
  for (const socket of [writer, reader]) {
    // Neither keeps the program running
    socket.unref();
    socket.on('error', close);
  }

  /** Length of the longest read of one writing. */
  const write = (): Promise<number> =>
    new Promise((resolve) => {
      let received = 0;
      let longest = 0;
      const end = (): void => {
        reader.off('data', onData);
        reader.off('close', end);
        resolve(longest);
      };
      const onData = (chunk: Uint8Array): void => {
        received += chunk.length;
        longest = Math.max(longest, chunk.length);
        if (received >= READ_BYTES) end();
      };
      reader.on('data', onData);
      reader.on('close', end);
      writer.write(zeros);
    });

  const fill = async (): Promise<boolean> => {
    for (let tries = 0; !reader.destroyed && tries < TRIES; tries += 1) if ((await write()) === READ_BYTES) return true;
    return false;
  };

  return {
    overwrite() {
      last = last.then(fill);
      return last;
    },
    close,
  };
}
