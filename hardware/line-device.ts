/** A stream of bytes from a serial line, a named pipe or a TCP port: devices that type. */
import { closeSync, constants, fstatSync, openSync } from 'node:fs';
import { connect, type ConnectOpts, type OnReadOpts, Socket, type SocketConstructorOpts } from 'node:net';
import { isatty, ReadStream } from 'node:tty';
import { DeviceError } from './device-error.ts';
import type { DeviceKind } from './device-kind.ts';

export type LineDevicePlace =
  /** A character device, e.g. `/dev/ttyACM0`, or a named pipe. */
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number };

/** `tcp:host:port`, or an absolute path; `undefined` when it is neither. */
export function lineDevicePlace(text: string): LineDevicePlace | undefined {
  if (text.startsWith('/')) return { kind: 'path', path: text };
  const [, host, digits] = /^tcp:([A-Za-z0-9.-]+|\[[0-9a-fA-F:]+\]):(\d{1,5})$/.exec(text) ?? [];
  const port = Number(digits);
  if (host === undefined || port < 1 || port > 65_535) return undefined;
  return { kind: 'tcp', host: host.replace(/^\[|\]$/g, ''), port };
}

/** More than a document or a token has; a longer text comes in several reads. */
const READ_BYTES = 4_096;

export interface LineDevice {
  close(): void;
}

export interface LineListener {
  /** The bytes are wiped when it returns. */
  readonly onBytes: (bytes: Uint8Array) => void;
  /** Told once, unless the device was closed before. */
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
    onLost(failure(kind, 'disconnected', 'has gone away'));
  };
  stream.on('error', lose);
  stream.on('close', lose);
  stream.resume();
  return {
    close() {
      open = false;
      stream.destroy();
    },
  };
}

/**
 * One buffer of ours for all reads, wiped after each. Buffers of Node's own are copied to be trimmed, and the copy that stays with the
 * engine (Node 24 keeps one for all streams) cannot be wiped.
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

/** Not read through the file system's threads: one would wait for a byte for as long as the lane runs. */
function openPath(kind: DeviceKind, path: string, onread: OnReadOpts): Socket {
  const { O_RDWR, O_NONBLOCK, O_NOCTTY } = constants;
  let fd: number;
  try {
    // Also for writing: a named pipe would otherwise be over whenever nobody else has it open
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
  // As it comes: no echo, no editing of lines
  stream.setRawMode(true);
  return stream;
}

/** Each socket takes the option; its type is missing in the declarations. */
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
