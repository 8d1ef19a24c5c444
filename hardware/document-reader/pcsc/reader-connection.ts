/** The kiosk's side: starts the process that owns the card reader, exchanges messages with it and ends it. */
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { startSilently } from '../../host/silent-process.ts';
import type { Clock } from '../../host/clock.ts';
import type { DeviceError } from '../../device/device-error.ts';
import type { DocumentProgress } from '../document-reader.ts';
import { cvCertificate } from '../emrtd/terminal-authentication/cv-certificate.ts';
import type { Terminal } from '../emrtd/terminal-authentication/terminal-authentication.ts';
import { deviceError } from './faults.ts';
import type { FromReader, Reading, ToReader } from './messages.ts';
import { channelEnd, type SealedChannel } from '../../own-process/sealed-channel.ts';
import { openValue } from '../../own-process/sealed-values.ts';

export interface ConnectionOptions {
  /** Path or name of pcsc-lite's client library. */
  readonly library: string;
  readonly readerName: string | undefined;
  /** Time limit of one exchange with the card, ms. */
  readonly exchangeLimitMs: number;
  readonly clock: Clock;
  /** Called when a card arrives or leaves. */
  readonly onCard: () => void;
  /** Called once when the connection ends unexpectedly. */
  readonly onLost: (reason: DeviceError) => void;
}

export interface ReaderConnection {
  readonly readerName: string;
  /** Id of the process. */
  readonly processId: number | undefined;
  cardPresent(): boolean;
  /** Whether the connection is usable: false after a time-out or the loss of the process or reader. */
  usable(): boolean;
  /**
   * Reads the chip in the field. Rejects with `DeviceError`. The signal cancels the reading; an answer that arrives later
   * is not opened.
   *
   * @param zone the optical zone; wiped
   */
  read(zone: Uint8Array, request: ReadingRequest): Promise<Reading>;
  /** Checks that daemon and reader answer in time. Rejects with `DeviceError`. */
  check(limitMs: number, signal: AbortSignal): Promise<void>;
  /** Ends the process. Never rejects. */
  close(): Promise<void>;
}

export interface ReadingRequest {
  readonly terminal: Terminal | undefined;
  readonly onProgress: (progress: DocumentProgress) => void;
  readonly signal: AbortSignal;
}

interface Operation {
  readonly limitMs: number;
  readonly onProgress?: (progress: DocumentProgress) => void;
  readonly terminal?: Terminal | undefined;
  readonly settle: (end: FromReader | DeviceError) => void;
  cancelLimit: () => void;
}

const ENTRY = fileURLToPath(new URL('./reader-process.js', import.meta.url));
/** Allowance for computation between two exchanges on a slow machine and for the pipe, ms. */
const COMPUTING_MS = 3_000;

/** Rejects with `DeviceError`: `disconnected` with the missing part, `aborted`. */
export function connectReader(options: ConnectionOptions, signal: AbortSignal): Promise<ReaderConnection> {
  const { library, readerName, exchangeLimitMs, clock, onCard, onLost } = options;
  const { child, exited } = startSilently(ENTRY);
  const operations = new Map<number, Operation>();
  const mine = channelEnd();
  let channel: SealedChannel | undefined;
  let card = false;
  let nextId = 1;
  let ended: DeviceError | undefined;

  /** Ends everything, once. */
  function end(reason: DeviceError): boolean {
    if (ended !== undefined) return false;
    ended = reason;
    child.kill('SIGKILL');
    for (const { settle } of operations.values()) settle(reason);
    return true;
  }

  function lose(reason: DeviceError): void {
    if (end(reason)) onLost(reason);
  }

  const run = (
    request: (id: number) => ToReader,
    signal: AbortSignal,
    about: Pick<Operation, 'limitMs' | 'onProgress' | 'terminal'>,
  ): Promise<FromReader> =>
    new Promise((resolve, reject) => {
      const id = nextId++;
      const onAbort = (): void => {
        say(child, { kind: 'cancel', id });
        settle(deviceError({ code: 'aborted', message: 'the operation was cancelled' }));
      };
      const settle = (end: FromReader | DeviceError): void => {
        operation.cancelLimit();
        operations.delete(id);
        signal.removeEventListener('abort', onAbort);
        if (end instanceof Error) reject(end);
        else resolve(end);
      };
      const operation: Operation = { ...about, settle, cancelLimit: () => undefined };
      if (ended !== undefined) return reject(ended);
      if (signal.aborted) return onAbort();
      signal.addEventListener('abort', onAbort, { once: true });
      operations.set(id, operation);
      expectWord(operation);
      say(child, request(id));
    });

  /** A process that is silent for longer than an exchange can take is considered hung. */
  function expectWord(operation: Operation): void {
    operation.cancelLimit();
    operation.cancelLimit = clock.after(operation.limitMs, () => {
      end(deviceError({ code: 'timed-out', message: `the card reader has not answered for ${operation.limitMs} ms` }));
    });
  }

  function hear(message: FromReader): void {
    if (message.kind === 'card') {
      card = message.present;
      onCard();
    } else if (message.kind === 'lost') {
      lose(deviceError(message.fault));
    } else if (message.kind !== 'opened') {
      hearOfOperation(message);
    }
  }

  function hearOfOperation(message: Extract<FromReader, { readonly id: number }>): void {
    const operation = operations.get(message.id);
    if (operation === undefined) return;
    expectWord(operation);
    switch (message.kind) {
      case 'alive':
        return;
      case 'progress':
        operation.onProgress?.(message.progress);
        return;
      case 'sign':
        void sign(operation.terminal, message.holderReference, channel?.open(message.sealed)).then((signature) =>
          say(child, { kind: 'signed', id: message.id, signature }),
        );
        return;
      case 'failed': {
        const reason = deviceError(message.fault);
        if (reason.code === 'disconnected') lose(reason);
        // The native call still hangs, so the process is unusable
        else if (reason.code === 'timed-out') end(reason);
        else operation.settle(reason);
        return;
      }
      case 'reading':
      case 'checked':
        operation.settle(message);
        return;
    }
  }

  return new Promise((resolve, reject) => {
    const onAbort = (): void => fail(deviceError({ code: 'aborted', message: 'connecting was cancelled' }));
    const fail = (reason: DeviceError): void => {
      end(reason);
      signal.removeEventListener('abort', onAbort);
      void exited.then(() => reject(reason));
    };
    const died = (): void => {
      const reason = deviceError({ code: 'disconnected', message: 'the process that owns the card reader has ended' });
      if (channel === undefined) fail(reason);
      else lose(reason);
    };
    child.once('exit', died);
    child.once('error', died);
    signal.addEventListener('abort', onAbort, { once: true });
    child.on('message', (message: FromReader) => {
      if (channel !== undefined) {
        hear(message);
        return;
      }
      if (message.kind === 'lost') fail(deviceError(message.fault));
      if (message.kind !== 'opened' || ended !== undefined) return;
      signal.removeEventListener('abort', onAbort);
      channel = mine.agree(message.publicKey);
      card = message.card;
      resolve(connectionWith(channel, message.readerName));
    });
    say(child, { kind: 'open', publicKey: mine.publicKey, library, readerName, exchangeLimitMs });
  });

  function connectionWith(channel: SealedChannel, readerName: string): ReaderConnection {
    return {
      readerName,
      processId: child.pid,
      cardPresent: () => card,
      usable: () => ended === undefined,
      async read(zone, { terminal, onProgress, signal }) {
        const sealed = channel.seal(zone);
        const certificates = terminal?.certificates.map(({ body, signature }) => cvCertificate(body, signature));
        const answer = await run((id) => ({ kind: 'read', id, zone: sealed, certificates }), signal, {
          limitMs: exchangeLimitMs + COMPUTING_MS,
          onProgress,
          terminal,
        });
        const reading = answer.kind === 'reading' ? openValue(channel, answer.sealed) : undefined;
        if (reading === undefined) throw deviceError({ code: 'corrupt', message: 'the reading was damaged' });
        return reading as Reading;
      },
      async check(limitMs, signal) {
        await run((id) => ({ kind: 'check', id }), signal, { limitMs });
      },
      async close() {
        end(deviceError({ code: 'disconnected', message: 'the card reader was disconnected' }));
        await exited;
      },
    };
  }
}

/** `undefined` when there is no terminal or signing fails; the fingerprints are then not read. Wipes the message. */
async function sign(
  terminal: Terminal | undefined,
  holderReference: string,
  message: Uint8Array | undefined,
): Promise<Uint8Array | undefined> {
  if (terminal === undefined || message === undefined) return undefined;
  return terminal
    .sign(message, holderReference)
    .catch(() => undefined)
    .finally(() => message.fill(0));
}

function say(child: ChildProcess, message: ToReader): void {
  // If the message cannot be sent, the process has ended, which is handled separately
  if (child.connected) child.send(message, () => undefined);
}
