/**
 * Controls libfprint's virtual image device. While open, it listens on a socket and accepts, as native 32-bit integers, an
 * image (width, height, bytes) or a command (negative). Input waits on its connection until a capture reads it.
 */
import { connect, type Socket } from 'node:net';
import { endianness } from 'node:os';

const COMMAND = { retry: -1, error: -2, autoFinger: -3, finger: -4, remove: -5 } as const;

export interface GreyPicture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Each promise resolves when the device has read the input to its end, or is gone. */
export interface VirtualReader {
  /** Retry codes of `fp-device.h`. */
  retry(code: number): Promise<void>;
  fail(code: number): Promise<void>;
  remove(): Promise<void>;
  show(picture: GreyPicture): Promise<void>;
  close(): void;
}

export function virtualReader(socketPath: string): VirtualReader {
  const open = new Set<Socket>();
  let before = Promise.resolve();

  const deliver = (bytes: Uint8Array) =>
    new Promise<void>((resolve) => {
      const socket = connect(socketPath);
      open.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        open.delete(socket);
        resolve();
      });
      // The device closes its side once it has read this end
      socket.resume().end(bytes);
    });
  /** The device drops a connection that begins before it has noticed the end of the one before. */
  const write = (...chunks: readonly Uint8Array[]) => {
    before = before.then(() => deliver(Buffer.concat(chunks)));
    return before;
  };
  const pair = (first: number, second: number) => {
    const bytes = Buffer.alloc(8);
    const put = endianness() === 'LE' ? bytes.writeInt32LE.bind(bytes) : bytes.writeInt32BE.bind(bytes);
    put(first, 0);
    put(second, 4);
    return bytes;
  };
  return {
    retry: (code) => write(pair(COMMAND.retry, code)),
    fail: (code) => write(pair(COMMAND.error, code)),
    remove: () => write(pair(COMMAND.remove, 0)),
    show: ({ width, height, data }) => write(pair(width, height), data),
    close() {
      for (const socket of open) socket.destroy();
    },
  };
}
