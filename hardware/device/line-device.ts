/** Reads devices that send text through a serial line, a named pipe or a TCP port. */
import { closeSync, constants, fstatSync, openSync } from 'node:fs';
import { connect, type ConnectOpts, type OnReadOpts, Socket, type SocketConstructorOpts } from 'node:net';
import { isatty, ReadStream } from 'node:tty';
import { DeviceError } from './device-error.ts';
import type { DeviceKind } from './device-kind.ts';

export type LineDevicePlace =
  /** A character device, e.g. `/dev/ttyACM0`, or a named pipe. */
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number };

/** Parses `tcp:host:port` or an absolute path; otherwise `undefined`. */
export function lineDevicePlace(text: string): LineDevicePlace | undefined {
  if (text.startsWith('/')) return { kind: 'path', path: text };
  const [, host, digits] = /^tcp:([A-Za-z0-9.-]+|\[[0-9a-fA-F:]+\]):(\d{1,5})$/.exec(text) ?? [];
  const port = Number(digits);
  if (host === undefined || port < 1 || port > 65_535) return undefined;
  return { kind: 'tcp', host: host.replace(/^\[|\]$/g, ''), port };
}

/** Larger than the text of a document or token. A longer text arrives in several reads. */
const READ_BYTES = 4_096;

export interface LineDevice {
  /** Sends these bytes. A line that cannot take them is lost. */
  write(bytes: Uint8Array): void;
  close(): void;
}

export interface LineListener {
  /** The bytes are wiped when the callback returns. */
  readonly onBytes: (bytes: Uint8Array) => void;
  /** Called once, unless the device was closed before. */
  readonly onLost: (reason: DeviceError) => void;
}

/** Rejects with `DeviceError` of this kind: `disconnected` when it cannot be opened, `aborted`. */
export async function openLineDevice(
  kind: DeviceKind,
  place: LineDevicePlace,
  { onBytes, onLost }: LineListener,
  signal: AbortSignal,
): Promise<LineDevice> {
  let open = true;
  const reading = readInto((bytes) => {
    if (open) onBytes(bytes);
  });
  const stream =
    place.kind === 'path' ? openPath(kind, place.path, reading) : await openPort(kind, place, reading, signal);
  const lose = (): void => {
    if (!open) return;
    open = false;
    stream.destroy();
    onLost(failure(kind, 'disconnected', 'was disconnected'));
  };
  stream.on('error', lose);
  stream.on('close', lose);
  stream.resume();
  return {
    write(bytes) {
      if (open) stream.write(bytes);
    },
    close() {
      open = false;
      stream.destroy();
    },
  };
}

/**
 * One buffer for all reads, wiped after each. Node trims its own buffers by copying, and the copy that the engine keeps
 * (Node 24 has one for all streams) cannot be wiped.
 */
function readInto(onBytes: (bytes: Uint8Array) => void): OnReadOpts {
  const buffer = new Uint8Array(READ_BYTES);
  return {
    buffer,
    callback(count) {
      onBytes(buffer.subarray(0, count));
      buffer.fill(0, 0, count);
      return true;
    },
  };
}

/**
 * Reads through a socket, not through file reads: a file read would block a thread of the pool for as long as the lane
 * runs.
 */
function openPath(kind: DeviceKind, path: string, onread: OnReadOpts): Socket {
  const { O_RDWR, O_NONBLOCK, O_NOCTTY } = constants;
  let fd: number;
  try {
    // Opened for writing too, because a named pipe ends when no other process has it open
    fd = openSync(path, O_RDWR | O_NONBLOCK | O_NOCTTY);
  } catch (error) {
    throw failure(kind, 'disconnected', `cannot be opened at ${path}`, error);
  }
  if (isatty(fd)) return rawTerminal(fd, onread);
  if (fstatSync(fd).isFIFO()) return new Socket(withRead({ fd, readable: true, writable: false }, onread));
  closeSync(fd);
  throw failure(kind, 'disconnected', `must be a serial line or a named pipe, and ${path} is not`);
}

function rawTerminal(fd: number, onread: OnReadOpts): ReadStream {
  const stream = new ReadStream(fd, withRead({}, onread));
  // Raw mode: no echo, no line editing
  stream.setRawMode(true);
  return stream;
}

/** All sockets accept the option, but the type declarations lack it. */
function withRead(
  options: SocketConstructorOpts,
  onread: OnReadOpts,
): SocketConstructorOpts & Pick<ConnectOpts, 'onread'> {
  return { ...options, onread };
}

function openPort(
  kind: DeviceKind,
  { host, port }: Extract<LineDevicePlace, { readonly kind: 'tcp' }>,
  onread: OnReadOpts,
  signal: AbortSignal,
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const stream = connect({ host, port, keepAlive: true, noDelay: true, onread });
    const fail = (code: 'disconnected' | 'aborted', cause?: unknown): void => {
      stream.destroy();
      signal.removeEventListener('abort', onAbort);
      reject(failure(kind, code, `cannot be reached at ${host}:${port}`, cause));
    };
    const onAbort = (): void => fail('aborted');
    const onError = (cause: unknown): void => fail('disconnected', cause);
    signal.addEventListener('abort', onAbort, { once: true });
    stream.once('error', onError);
    stream.once('connect', () => {
      signal.removeEventListener('abort', onAbort);
      stream.removeListener('error', onError);
      resolve(stream);
    });
  });
}

function failure(kind: DeviceKind, code: 'disconnected' | 'aborted', what: string, cause?: unknown): DeviceError {
  return new DeviceError(kind, code, `the ${kind} ${what}`, { cause });
}
