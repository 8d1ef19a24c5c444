/** The kiosk's side: starts the process that owns the card reader, exchanges messages with it and ends it. */
import { fileURLToPath } from 'node:url';
import { startSilently } from '../../host/silent-process.ts';
import type { Clock } from '../../host/clock.ts';
import type { DeviceError } from '../../device/device-error.ts';
import type { DocumentProgress } from '../document-reader.ts';
import { cvCertificate } from '../emrtd/terminal-authentication/cv-certificate.ts';
import type { Terminal } from '../emrtd/terminal-authentication/terminal-authentication.ts';
import { pendingRequests } from '../../device/pending-requests.ts';
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
  cancelLimit?: () => void;
}

const ENTRY = fileURLToPath(new URL('./reader-process.js', import.meta.url));
/** Allowance for computation between two exchanges on a slow machine and for the pipe, ms. */
const COMPUTING_MS = 3_000;

/** Rejects with `DeviceError`: `disconnected` with the missing part, `aborted`. */
export async function connectReader(options: ConnectionOptions, signal: AbortSignal): Promise<ReaderConnection> {
  const connection = new Connection(options);
  await connection.open(signal);
  return connection;
}

class Connection implements ReaderConnection {
  readonly #options: ConnectionOptions;
  readonly #process = startSilently(ENTRY);
  readonly #operations = pendingRequests<FromReader | DeviceError, Operation>();
  readonly #mine = channelEnd();
  /** Set by `open`. */
  #channel!: SealedChannel;
  #isOpen = false;
  #card = false;
  #ended: DeviceError | undefined;
  readerName = '';

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  get processId(): number | undefined {
    return this.#process.child.pid;
  }

  open(signal: AbortSignal): Promise<void> {
    const { child, exited } = this.#process;
    const { library, readerName, exchangeLimitMs } = this.#options;
    return new Promise((resolve, reject) => {
      const onAbort = (): void => fail(deviceError({ code: 'aborted', message: 'connecting was cancelled' }));
      const fail = (reason: DeviceError): void => {
        this.#end(reason);
        signal.removeEventListener('abort', onAbort);
        void exited.then(() => reject(reason));
      };
      const died = (): void => {
        const message = 'the process that owns the card reader has ended';
        const reason = deviceError({ code: 'disconnected', message });
        if (this.#isOpen) this.#lose(reason);
        else fail(reason);
      };
      child.once('exit', died);
      child.once('error', died);
      signal.addEventListener('abort', onAbort, { once: true });
      child.on('message', (message: FromReader) => {
        if (this.#isOpen) return this.#hear(message);
        if (message.kind === 'lost') fail(deviceError(message.fault));
        if (message.kind !== 'opened' || this.#ended !== undefined) return undefined;
        signal.removeEventListener('abort', onAbort);
        this.#isOpen = true;
        this.#channel = this.#mine.agree(message.publicKey);
        this.#card = message.card;
        this.readerName = message.readerName;
        return resolve();
      });
      this.#say({ kind: 'open', publicKey: this.#mine.publicKey, library, readerName, exchangeLimitMs });
    });
  }

  cardPresent(): boolean {
    return this.#card;
  }

  usable(): boolean {
    return this.#ended === undefined;
  }

  async read(zone: Uint8Array, { terminal, onProgress, signal }: ReadingRequest): Promise<Reading> {
    const sealed = this.#channel.seal(zone);
    const certificates = terminal?.certificates.map(({ body, signature }) => cvCertificate(body, signature));
    const limitMs = this.#options.exchangeLimitMs + COMPUTING_MS;
    const about = { limitMs, onProgress, terminal };
    const answer = await this.#run((id) => ({ kind: 'read', id, zone: sealed, certificates }), signal, about);
    const reading = answer.kind === 'reading' ? openValue(this.#channel, answer.sealed) : undefined;
    if (reading === undefined) throw deviceError({ code: 'corrupt', message: 'the reading was damaged' });
    return reading as Reading;
  }

  async check(limitMs: number, signal: AbortSignal): Promise<void> {
    await this.#run((id) => ({ kind: 'check', id }), signal, { limitMs });
  }

  async close(): Promise<void> {
    this.#end(deviceError({ code: 'disconnected', message: 'the card reader was disconnected' }));
    await this.#process.exited;
  }

  /** Ends everything, once. */
  #end(reason: DeviceError): boolean {
    if (this.#ended !== undefined) return false;
    this.#ended = reason;
    this.#process.child.kill('SIGKILL');
    this.#operations.settleAll(reason);
    return true;
  }

  #lose(reason: DeviceError): void {
    if (this.#end(reason)) this.#options.onLost(reason);
  }

  async #run(request: (id: number) => ToReader, signal: AbortSignal, operation: Operation): Promise<FromReader> {
    const cancelled = deviceError({ code: 'aborted', message: 'the operation was cancelled' });
    if (this.#ended !== undefined) throw this.#ended;
    if (signal.aborted) throw cancelled;
    const { id, answer } = this.#operations.add(operation);
    const onAbort = (): void => {
      this.#say({ kind: 'cancel', id });
      this.#operations.settle(id, cancelled);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    this.#expectWord(operation);
    this.#say(request(id));
    const end = await answer;
    operation.cancelLimit?.();
    signal.removeEventListener('abort', onAbort);
    if (end instanceof Error) throw end;
    return end;
  }

  /** A process that is silent for longer than an exchange can take is considered hung. */
  #expectWord(operation: Operation): void {
    operation.cancelLimit?.();
    operation.cancelLimit = this.#options.clock.after(operation.limitMs, () => {
      const message = `the card reader has not answered for ${operation.limitMs} ms`;
      this.#end(deviceError({ code: 'timed-out', message }));
    });
  }

  #hear(message: FromReader): void {
    if (message.kind === 'card') {
      this.#card = message.present;
      this.#options.onCard();
    } else if (message.kind === 'lost') {
      this.#lose(deviceError(message.fault));
    } else if (message.kind !== 'opened') {
      this.#hearOfOperation(message);
    }
  }

  #hearOfOperation(message: Extract<FromReader, { readonly id: number }>): void {
    const operation = this.#operations.about(message.id);
    if (operation === undefined) return;
    this.#expectWord(operation);
    switch (message.kind) {
      case 'alive':
        return;
      case 'progress':
        operation.onProgress?.(message.progress);
        return;
      case 'sign':
        void sign(operation.terminal, message.holderReference, this.#channel.open(message.sealed)).then((signature) =>
          this.#say({ kind: 'signed', id: message.id, signature }),
        );
        return;
      case 'failed': {
        const reason = deviceError(message.fault);
        if (reason.code === 'disconnected') this.#lose(reason);
        // The native call still hangs, so the process is unusable
        else if (reason.code === 'timed-out') this.#end(reason);
        else this.#operations.settle(message.id, reason);
        return;
      }
      case 'reading':
      case 'checked':
        this.#operations.settle(message.id, message);
        return;
    }
  }

  #say(message: ToReader): void {
    const { child } = this.#process;
    // If the message cannot be sent, the process has ended, which is handled separately
    if (child.connected) child.send(message, () => undefined);
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
