/**
 * Controls libfprint's virtual image device. While open, it listens on a socket and accepts, as native 32-bit integers, an
 * image (width, height, bytes) or a command (negative). Input is lost when no capture runs, so a finger on the platen is
 * sent repeatedly.
 */
import { connect, type Socket } from 'node:net';
import { endianness } from 'node:os';

const COMMAND = { retry: -1, error: -2, autoFinger: -3, finger: -4, remove: -5 } as const;

export interface GreyPicture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

const SHOW_EVERY_MS = 100;
/** Time until a finger is detected. Lifting it earlier counts as too short. */
const LANDS_AFTER_MS = 120;

export interface VirtualReader {
  /** Retry codes of `fp-device.h`. */
  retry(code: number): Promise<void>;
  fail(code: number): Promise<void>;
  remove(): Promise<void>;
  show(picture: GreyPicture): Promise<void>;
  /** Keeps showing it, until `lift`. */
  hold(what: GreyPicture | { readonly retry: number }): void;
  /** Lifts the finger. If it was not detected yet it was too short, and the reader reports that until the next finger. */
  lift(): void;
  close(): void;
}

export function virtualReader(socketPath: string): VirtualReader {
  let timer: NodeJS.Timeout | undefined;
  let seen = true;
  const ended = new Set<Socket>();

  const write = (chunks: readonly Uint8Array[]) =>
    new Promise<void>((resolve) => {
      const socket = connect(socketPath);
      ended.add(socket);
      socket.on('error', () => resolve());
      socket.on('close', () => {
        ended.delete(socket);
        resolve();
      });
      socket.end(Buffer.concat(chunks), () => setTimeout(() => socket.destroy(), 20));
    });
  const pair = (first: number, second: number) => {
    const bytes = Buffer.alloc(8);
    const put = endianness() === 'LE' ? bytes.writeInt32LE.bind(bytes) : bytes.writeInt32BE.bind(bytes);
    put(first, 0);
    put(second, 4);
    return bytes;
  };
  const show = ({ width, height, data }: GreyPicture) => write([pair(width, height), data]);
  const retry = (code: number) => write([pair(COMMAND.retry, code)]);

  const stop = () => {
    clearTimeout(timer);
    timer = undefined;
  };
  const keep = (what: GreyPicture | { readonly retry: number }, afterMs: number) => {
    stop();
    const again = async () => {
      seen = true;
      const mine = timer;
      await ('retry' in what ? retry(what.retry) : show(what));
      if (timer === mine) timer = setTimeout(() => void again(), SHOW_EVERY_MS);
    };
    timer = setTimeout(() => void again(), afterMs);
  };
  return {
    retry,
    show,
    fail: (code) => write([pair(COMMAND.error, code)]),
    remove: () => write([pair(COMMAND.remove, 0)]),
    hold(what) {
      seen = false;
      keep(what, LANDS_AFTER_MS);
    },
    lift() {
      if (seen) stop();
      else keep({ retry: 1 }, 0);
    },
    close() {
      stop();
      for (const socket of ended) socket.destroy();
    },
  };
}
