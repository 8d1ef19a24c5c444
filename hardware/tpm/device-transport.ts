/**
 * The character device of Linux' TPM driver. A command is one write; the answer is read afterwards. The file is opened
 * non-blocking, so that a write only queues the command. The driver cannot be polled through Node's file functions, so the
 * answer is asked for repeatedly.
 *
 * The driver holds a lock while the TPM works. A read then waits in the kernel and occupies a thread of Node's pool until
 * the TPM answers or the driver gives it up after minutes; so does closing, because the driver removes what the connection
 * loaded. The exchange ends without waiting for that thread. The device is opened again only when all files that were
 * opened before are closed: a hung TPM never occupies more than one thread, and the answer of an earlier command is read
 * from its own file, which no later command uses.
 */
import { constants, open } from 'node:fs/promises';
import { type Clock, pause } from '../host/clock.ts';
import { answerWithin } from '../host/within-time.ts';
import { TpmFormatError } from './bytes.ts';
import { answerLength } from './message.ts';
import { MESSAGE_LIMIT_BYTES } from './numbers.ts';
import { tpmFault } from './tpm-error.ts';
import type { OpenLimits, TpmTransport } from './transport.ts';

/** Between two questions for the answer, ms. A command takes from one to hundreds of milliseconds. */
const FIRST_PAUSE_MS = 1;
const LONGEST_PAUSE_MS = 10;

/** The parts of Node's `FileHandle` that the transport uses. */
export interface TpmFile {
  write(bytes: Uint8Array): Promise<{ readonly bytesWritten: number }>;
  read(into: Uint8Array, offset: number, length: number, position: null): Promise<{ readonly bytesRead: number }>;
  close(): Promise<void>;
}

const FLAGS = constants.O_RDWR | constants.O_NONBLOCK | constants.O_NOCTTY;

/** Paths of files whose exchange has ended and that are not closed yet; each promise resolves when they are. */
const closing = new Map<string, Promise<unknown>>();

/** @param openFile opens the file; a test passes a file whose calls do not return */
export async function openTpmFile(
  path: string,
  clock: Clock,
  limits: OpenLimits,
  openFile: (path: string) => Promise<TpmFile> = (name) => open(name, FLAGS),
): Promise<TpmTransport> {
  await closed(path, clock, limits);
  const file = await openFile(path).catch((cause: unknown) => {
    throw cannotOpen(path, cause);
  });
  let ended: Error | undefined;
  let inKernel: Promise<unknown> = Promise.resolve();
  let abandon: (reason: Error) => void = () => undefined;

  const end = (reason: Error): void => {
    if (ended !== undefined) return;
    ended = reason;
    // Node closes the file when its last call has returned
    const all = Promise.allSettled([closing.get(path), inKernel, file.close()]).then(() => {
      if (closing.get(path) === all) closing.delete(path);
    });
    closing.set(path, all);
    abandon(reason);
  };
  /** A call of the file. */
  const call = async <T>(made: () => Promise<T>): Promise<T> => {
    if (ended !== undefined) throw ended;
    const returned = made();
    inKernel = returned;
    return returned;
  };
  const transfer = async (command: Uint8Array, answer: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> => {
    let [at, wait] = [0, FIRST_PAUSE_MS];
    const { bytesWritten } = await call(() => file.write(command));
    if (bytesWritten !== command.length) throw tpmFault('disconnected', 'the TPM took a part of a command only');
    for (;;) {
      at += await call(() => readSome(file, answer.subarray(at)));
      if (ended !== undefined) throw ended;
      const length = answerLength(answer.subarray(0, at));
      if (length !== undefined && at > length) throw new TpmFormatError('bytes after the answer');
      if (at === length) return answer.subarray(0, length);
      await pause(clock, wait);
      wait = Math.min(wait * 2, LONGEST_PAUSE_MS);
    }
  };
  return {
    keepsObjects: false,
    close: (reason = tpmFault('disconnected', 'the TPM was disconnected')) => end(reason),
    exchange: (command, limitMs) =>
      new Promise((resolve, reject) => {
        if (ended !== undefined) return reject(ended);
        const answer = new Uint8Array(MESSAGE_LIMIT_BYTES);
        const cancelLimit = clock.after(limitMs, () =>
          end(tpmFault('timed-out', `the TPM has not answered for ${limitMs} ms`)),
        );
        abandon = (reason) => {
          cancelLimit();
          reject(reason);
        };
        transfer(command, answer).then(
          (whole) => {
            cancelLimit();
            resolve(whole);
          },
          (error: unknown) => {
            // Possibly part of an answer that came too late
            answer.fill(0);
            end(lossOf(error));
          },
        );
      }),
  };
}

/** Waits until no earlier file of this path is open. */
async function closed(path: string, clock: Clock, { limitMs, signal }: OpenLimits): Promise<void> {
  const allClosed = async () => {
    for (let waiting = closing.get(path); waiting !== undefined; waiting = closing.get(path)) await waiting;
    return true;
  };
  if ((await answerWithin(clock, limitMs, allClosed(), signal)) === true) return;
  if (signal.aborted) throw tpmFault('aborted', 'the connection to the TPM was cancelled');
  throw tpmFault('timed-out', `the TPM at ${path} has not answered an earlier command, and Linux still waits for it`);
}

/** 0 while there is no answer. */
async function readSome(file: TpmFile, into: Uint8Array): Promise<number> {
  try {
    return (await file.read(into, 0, into.length, null)).bytesRead;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return 0;
    throw error;
  }
}

/** The error of a failed exchange. */
export function lossOf(error: unknown): Error {
  if (error instanceof TpmFormatError)
    return tpmFault('corrupt', `the TPM broke its protocol: ${error.message}`, error);
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ETIME' || code === 'ETIMEDOUT') {
    return tpmFault('timed-out', `Linux has given up waiting for the TPM (${code})`, error);
  }
  if (typeof code === 'string' && /^E[A-Z]+$/.test(code))
    return tpmFault('disconnected', `the TPM is gone (${code})`, error);
  return error as Error;
}

export function cannotOpen(path: string, cause: unknown): Error {
  const { code } = cause as NodeJS.ErrnoException;
  if (code === 'EACCES' || code === 'EPERM') {
    return tpmFault(
      'not-permitted',
      `${path} may not be opened: the program's user must be in the group of this file`,
      cause,
    );
  }
  if (code === 'EBUSY')
    return tpmFault('disconnected', `${path} is used by another program; use the resource manager`, cause);
  return tpmFault('disconnected', `there is no TPM at ${path}`, cause);
}
