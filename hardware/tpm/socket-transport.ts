/** The socket of a software TPM (`swtpm socket --server type=unixio`): for development and tests. */
import { connect, type Socket } from 'node:net';
import type { Clock } from '../host/clock.ts';
import { TpmFormatError } from './bytes.ts';
import { cannotOpen, lossOf } from './device-transport.ts';
import { answerLength } from './message.ts';
import { MESSAGE_LIMIT_BYTES } from './numbers.ts';
import { tpmFault } from './tpm-error.ts';
import type { TpmTransport } from './transport.ts';

interface Pending {
  readonly resolve: (answer: Uint8Array<ArrayBuffer>) => void;
  readonly reject: (reason: Error) => void;
}

export async function openTpmSocket(path: string, clock: Clock, signal: AbortSignal): Promise<TpmTransport> {
  const socket = await connected(path, signal);
  let pending: Pending | undefined;
  let answer = new Uint8Array(MESSAGE_LIMIT_BYTES);
  let at = 0;
  let ended: Error | undefined;

  const end = (reason: Error): void => {
    if (ended !== undefined) return;
    ended = reason;
    socket.destroy();
    const waiting = pending;
    pending = undefined;
    waiting?.reject(reason);
  };
  const take = (bytes: Uint8Array): void => {
    if (pending === undefined || at + bytes.length > MESSAGE_LIMIT_BYTES) {
      throw new TpmFormatError('bytes that are no answer');
    }
    answer.set(bytes, at);
    at += bytes.length;
    const length = answerLength(answer.subarray(0, at));
    if (length === undefined || at < length) return;
    if (at > length) throw new TpmFormatError('bytes after the answer');
    const { resolve } = pending;
    pending = undefined;
    resolve(answer.subarray(0, length));
  };
  socket.on('data', (bytes) => {
    try {
      take(bytes);
    } catch (error) {
      end(lossOf(error));
    } finally {
      bytes.fill(0);
    }
  });
  const gone = (): void => end(tpmFault('disconnected', 'the TPM has closed its connection'));
  socket.on('error', gone);
  socket.on('close', gone);

  return {
    keepsObjects: true,
    exchange: (command, limitMs) =>
      new Promise((resolve, reject) => {
        if (ended !== undefined) return reject(ended);
        const cancelLimit = clock.after(limitMs, () =>
          end(tpmFault('timed-out', `the TPM has not answered for ${limitMs} ms`)),
        );
        answer = new Uint8Array(MESSAGE_LIMIT_BYTES);
        at = 0;
        pending = {
          resolve(made) {
            cancelLimit();
            resolve(made);
          },
          reject(reason) {
            cancelLimit();
            reject(reason);
          },
        };
        socket.write(command);
      }),
    close: (reason = tpmFault('disconnected', 'the TPM was disconnected')) => end(reason),
  };
}

function connected(path: string, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ path });
    const onAbort = (): void => fail(tpmFault('aborted', 'the connection to the TPM was cancelled'));
    const onError = (cause: unknown): void => fail(cannotOpen(path, cause));
    function fail(reason: Error): void {
      socket.destroy();
      signal.removeEventListener('abort', onAbort);
      reject(reason);
    }
    if (signal.aborted) return onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    socket.once('error', onError);
    socket.once('connect', () => {
      signal.removeEventListener('abort', onAbort);
      socket.removeListener('error', onError);
      resolve(socket);
    });
  });
}
