/** The kiosk's side of the conversation: starts the process that owns the card reader, talks to it, ends it. */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { engineFlags } from '../../engine-flags.ts';
import type { Clock } from '../../clock/clock.ts';
import type { DeviceError } from '../../device-error.ts';
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
  /** How long one exchange with the card may take, ms. */
  readonly exchangeLimitMs: number;
  readonly clock: Clock;
  /** Told when a card comes or goes. */
  readonly onCard: () => void;
  /** Told once when the connection ends by itself. */
  readonly onLost: (reason: DeviceError) => void;
}

export interface ReaderConnection {
  readonly readerName: string;
  /** Id of the process. */
  readonly processId: number | undefined;
  cardPresent(): boolean;
  /** Whether it can still be used: not after a time-out, an end of the process or of the reader. */
  usable(): boolean;
  /**
   * Reads the chip in the field. Rejects with `DeviceError`. Whoever stops waiting cancels with the signal; what comes after that
   * is never opened.
   *
   * @param zone the optical zone; wiped
   */
  read(zone: Uint8Array, request: ReadingRequest): Promise<Reading>;
  /** Rejects with `DeviceError` unless daemon and reader answer in time. */
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
/** What computing between two exchanges takes on a slow machine, and the way through the pipe, ms. */
const COMPUTING_MS = 3_000;

/** Rejects with `DeviceError`: `disconnected` with what is missing, `aborted`. */
export function connectReader(options: ConnectionOptions, signal: AbortSignal): Promise<ReaderConnection> {
  const { library, readerName, exchangeLimitMs, clock, onCard, onLost } = options;
  const child = fork(ENTRY, [], {
    serialization: 'advanced',
    execArgv: [...engineFlags()],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
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
        settle(deviceError({ code: 'aborted', message: 'the operation was given up' }));
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

  /** A process that is silent for longer than any exchange takes hangs. */
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
        // The native call is still hanging there: the process is of no use any more
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
    const onAbort = (): void => fail(deviceError({ code: 'aborted', message: 'connecting was given up' }));
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
        if (reading === undefined) throw deviceError({ code: 'corrupt', message: 'the reading came damaged' });
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

/** `undefined` when there is nothing to sign with or it fails: the chip then keeps its fingerprints. Wipes the message. */
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
  // What cannot be sent is answered by the end of the process
  if (child.connected) child.send(message, () => undefined);
}
