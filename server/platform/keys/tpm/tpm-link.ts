/** The server's connection to its TPM: one at a time, watched, opened again after a loss. */
import { DeviceError } from '../../../../hardware/device/device-error.ts';
import { type SerialQueue, serialQueue } from '../../../../hardware/host/serial-queue.ts';
import { withinTime } from '../../../../hardware/host/within-time.ts';
import type { TpmFacts } from '../../../../hardware/tpm/capability.ts';
import { inTpm, type OpenedTpm, openTpm } from '../../../../hardware/tpm/open-tpm.ts';
import { tpmFault } from '../../../../hardware/tpm/tpm-error.ts';
import { KeyError } from '../../base/key-error.ts';
import { keyErrorOf } from '../key-error-of.ts';
import { type KeyFault, keyFault } from '../key-fault.ts';
import type { KeyParts } from '../server-keys.ts';
import { type ServerTpm, serverTpm } from './server-tpm.ts';
import { readTpmBase } from './tpm-key-files.ts';
import type { ServerTpmLimits, ServerTpmPlace } from './tpm-place.ts';

export const SERVER_TPM_LIMITS: ServerTpmLimits = {
  openMs: 10_000,
  commandMs: 3_000,
  watchEveryMs: 1_000,
  againMs: 2_000,
};

/** Looks of the watch in a row that a used TPM is spared. */
const SKIPPED_LOOKS_MAX = 9;

interface Connection {
  readonly opened: OpenedTpm;
  readonly keys: ServerTpm;
  readonly authValue: Uint8Array;
}

export class TpmLink {
  readonly #place: ServerTpmPlace;
  readonly #parts: KeyParts;
  readonly #limits: ServerTpmLimits;
  readonly #queue: SerialQueue = serialQueue();
  #connection: Connection | undefined;
  #signingKey: Uint8Array = new Uint8Array();
  #facts: TpmFacts | undefined;
  #cancel: () => void = () => undefined;
  #closed = false;
  readonly #fault: KeyFault;
  #tellFound: () => void = () => undefined;

  private constructor(place: ServerTpmPlace, parts: KeyParts) {
    this.#place = place;
    this.#parts = parts;
    this.#fault = keyFault('TPM', parts.events);
    this.#limits = { ...SERVER_TPM_LIMITS, ...place.limits };
  }

  /** Rejects with `KeyError`. */
  static async open(place: ServerTpmPlace, parts: KeyParts): Promise<TpmLink> {
    const link = new TpmLink(place, parts);
    await link.#connect();
    return link;
  }

  /** The signing key at the start, 33 bytes. */
  get signingKey(): Uint8Array {
    return this.#signingKey;
  }

  get facts(): TpmFacts | undefined {
    return this.#facts;
  }

  get working(): boolean {
    return this.#connection !== undefined;
  }

  /** Calls `listener` each time that a lost TPM works again. */
  whenFound(listener: () => void): void {
    this.#tellFound = listener;
  }

  /** Calls are served in order. Rejects with `KeyError`: the step was not executed, or its result is unknown. */
  use<T>(step: (keys: ServerTpm) => Promise<T> | T): Promise<T> {
    return this.#queue.run(async () => {
      const used = this.#connection;
      if (used === undefined) throw this.#fault.error();
      try {
        return await inTpm(used.opened.tpm, async () => step(used.keys));
      } catch (error) {
        const fault = keyErrorOf(error, 'tpm');
        if (fault.code !== 'present' && fault.code !== 'absent') await this.#lose(used, fault);
        throw fault;
      }
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#cancel();
    await this.#queue.settled();
    await this.#letGo();
  }

  async #letGo(): Promise<void> {
    const last = this.#connection;
    this.#connection = undefined;
    last?.authValue.fill(0);
    await last?.opened.close();
  }

  async #connect(): Promise<void> {
    try {
      const made = await withinTime(this.#parts.clock, this.#limits.openMs, undefined, (limited) =>
        connectTo(this.#place, this.#parts, this.#limits.commandMs, limited),
      );
      const publicKey = made.keys.publicKey('signing') ?? new Uint8Array();
      const isOther = this.#signingKey.length > 0 && !Buffer.from(this.#signingKey).equals(publicKey);
      if (isOther || this.#closed) {
        await made.opened.close();
        throw isOther
          ? new KeyError('absent', 'the TPM has the keys of another server')
          : new KeyError('lost', 'the TPM was closed');
      }
      this.#signingKey = publicKey;
      this.#facts = made.opened.facts;
      this.#connection = made;
      this.#watch(made);
    } catch (error) {
      throw keyErrorOf(error, 'tpm');
    }
  }

  /**
   * Without it, the loss of an idle TPM would go unnoticed until the next report. One that answered since the last look is not asked, except
   * for each tenth look, which tries every kind of key. Any failure of a look, missing keys included, is a loss.
   */
  #watch(watched: Connection, skipped = 0): void {
    const { answers } = watched.opened.tpm;
    this.#cancel = this.#parts.clock.after(this.#limits.watchEveryMs, () => {
      if (watched !== this.#connection) return;
      if (watched.opened.tpm.answers > answers && skipped < SKIPPED_LOOKS_MAX) return this.#watch(watched, skipped + 1);
      this.use((keys) => keys.check()).then(
        () => watched === this.#connection && this.#watch(watched),
        (error: unknown) => this.#queue.run(() => this.#lose(watched, keyErrorOf(error, 'tpm'))),
      );
    });
  }

  /** Closes the connection, which is opened again until it works. */
  async #lose(used: Connection, fault: KeyError): Promise<void> {
    if (used !== this.#connection) return;
    this.#cancel();
    this.#fault.note(fault);
    await this.#letGo();
    this.#tryAgain();
  }

  #tryAgain(): void {
    this.#cancel = this.#parts.clock.after(this.#limits.againMs, () => {
      if (this.#closed) return;
      this.#connect().then(
        () => {
          this.#fault.end();
          this.#tellFound();
        },
        (error: unknown) => {
          if (this.#closed) return;
          if (error instanceof KeyError) this.#fault.note(error);
          this.#tryAgain();
        },
      );
    });
  }
}

async function connectTo(
  place: ServerTpmPlace,
  { clock }: KeyParts,
  commandMs: number,
  signal: AbortSignal,
): Promise<Connection> {
  const { storageRoot, authValue } = readTpmBase(place.folder);
  const opened = await openTpm({ ...place, clock, commandMs }, signal);
  const onAbort = (): void => opened.tpm.close();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    if (!Buffer.from(opened.storageRoot.publicArea.name).equals(storageRoot)) {
      throw tpmFault('unknown-key', 'this is another TPM than the one with the keys of this server, or it was cleared');
    }
    return { opened, authValue, keys: await inTpm(opened.tpm, () => serverTpm(opened, place.folder, authValue)) };
  } catch (error) {
    authValue.fill(0);
    await opened.close();
    throw signal.aborted ? new DeviceError('secure-element', 'timed-out', 'the TPM does not answer') : error;
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
