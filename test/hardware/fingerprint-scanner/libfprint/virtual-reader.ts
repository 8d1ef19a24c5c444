/**
 * The hand that moves libfprint's virtual image device. It listens on a socket while it is open and takes, as native 32-bit
 * integers, an image (width, height, bytes) or a command (negative). What comes while no capture runs is lost, so a finger that
 * lies on the platen is shown again and again.
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
/** A finger needs that long to be seen: lifting it sooner is lifting it too soon. */
const LANDS_AFTER_MS = 120;

export interface VirtualReader {
  /** Retry codes of `fp-device.h`. */
  retry(code: number): Promise<void>;
  fail(code: number): Promise<void>;
  remove(): Promise<void>;
  show(picture: GreyPicture): Promise<void>;
  /** Keeps showing it, until `lift`. */
  hold(what: GreyPicture | { readonly retry: number }): void;
  /** Takes the finger away. One that had not been seen yet was too short, and the reader says so until something else is held. */
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
