/**
 * The character device of Linux' TPM driver. A command is one write; the answer is read afterwards. The file is opened
 * non-blocking: otherwise a write would occupy a thread of the pool until the TPM has answered, and one that hangs could
 * not be abandoned. The driver cannot be polled through Node's file functions, so the answer is asked for repeatedly.
 */
import { constants, open, type FileHandle } from 'node:fs/promises';
import { type Clock, pause } from '../host/clock.ts';
import { TpmFormatError } from './bytes.ts';
import { answerLength } from './message.ts';
import { MESSAGE_LIMIT_BYTES } from './numbers.ts';
import { tpmFault } from './tpm-error.ts';
import type { TpmTransport } from './transport.ts';

/** Between two questions for the answer, ms. A command takes from one to hundreds of milliseconds. */
const FIRST_PAUSE_MS = 1;
const LONGEST_PAUSE_MS = 10;

export async function openTpmFile(path: string, clock: Clock): Promise<TpmTransport> {
  const file = await open(path, constants.O_RDWR | constants.O_NONBLOCK | constants.O_NOCTTY).catch(
    (cause: unknown) => {
      throw cannotOpen(path, cause);
    },
  );
  let isOpen = true;
  const close = (): void => {
    if (!isOpen) return;
    isOpen = false;
    void file.close().catch(() => undefined);
  };
  const exchange = async (command: Uint8Array, limitMs: number): Promise<Uint8Array<ArrayBuffer>> => {
    const endsAt = clock.monotonicMs() + limitMs;
    const answer = new Uint8Array(MESSAGE_LIMIT_BYTES);
    let [at, wait] = [0, FIRST_PAUSE_MS];
    const { bytesWritten } = await file.write(command);
    if (bytesWritten !== command.length) throw tpmFault('disconnected', 'the TPM took a part of a command only');
    for (;;) {
      if (!isOpen) throw tpmFault('disconnected', 'the TPM was disconnected');
      at += await readSome(file, answer.subarray(at));
      const length = answerLength(answer.subarray(0, at));
      if (length !== undefined && at > length) throw new TpmFormatError('bytes after the answer');
      if (at === length) return answer.subarray(0, length);
      if (clock.monotonicMs() >= endsAt) throw tpmFault('timed-out', `the TPM has not answered for ${limitMs} ms`);
      await pause(clock, wait);
      wait = Math.min(wait * 2, LONGEST_PAUSE_MS);
    }
  };
  return {
    keepsObjects: false,
    close,
    async exchange(command, limitMs) {
      try {
        return await exchange(command, limitMs);
      } catch (error) {
        close();
        throw lossOf(error);
      }
    },
  };
}

/** 0 while there is no answer. */
async function readSome(file: FileHandle, into: Uint8Array): Promise<number> {
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
