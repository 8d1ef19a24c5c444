/**
 * Manages captures from their arrival until they can no longer be read. Sealing is synchronous: when it returns, the
 * plaintext is wiped. Keys are in memory slots, and also wrapped by an epoch key. Only a referral writes sealed captures
 * and wrapped keys to the disk, until an officer decides or the time limit ends.
 */
import { randomBytes } from 'node:crypto';
import type { Clock } from '../../../hardware/host/clock.ts';
import type { Image } from '../../../hardware/device/image.ts';
import type { KioskId, TransactionId } from '../../../server/contract/report.ts';
import type { CaptureHeader, Modality } from '../../../server/contract/sealed-capture.ts';
import type { CaptureStore, StoredCapture } from './capture-store.ts';
import { createKeeping, type Keeping } from './keeping.ts';
import { KEPT_CLASSES, type KeptClass, keyContext, keyContextOf } from './kept-class.ts';
import { headerOf, isPastAnyLimit } from './kept-header.ts';
import type { EpochKeys } from './keys/epoch-keys.ts';
import { KeyError } from './keys/key-error.ts';
import { epochKeyIdOf } from './keys/wrapped-data-key.ts';
import { createKeyTable, type KeySlot } from './key-table.ts';
import { createSealedBuffers } from './sealed-buffers.ts';
import { seal } from './sealed-capture.ts';
import type { AtVaultStep } from './vault-step.ts';
import { serialQueue } from '../../../hardware/host/serial-queue.ts';

export interface SealedCapture {
  readonly captureId: string;
  readonly transactionId: TransactionId;
  readonly modality: Modality;
  readonly slot: KeySlot;
  /**
   * See `sealed-capture.ts`. Its buffer may be transferred to the analysis thread and back, and is empty in between and
   * after discarding.
   */
  sealed: Uint8Array<ArrayBuffer>;
  /** The positions of the eyes, sealed by the analysis thread under the capture's key; `undefined` without a face. */
  sealedEyes?: Uint8Array | undefined;
}

/** A summary of destroyed captures, without identities. */
export interface Erasure {
  readonly retentionClass: 'transaction' | KeptClass;
  readonly captures: number;
  /** Wall time, ms. */
  readonly erasedAt: number;
}

/** A referral's capture as stored on the disk. */
export interface KeptCapture {
  readonly header: CaptureHeader;
  readonly sealed: Uint8Array;
  readonly sealedEyes?: Uint8Array | undefined;
}

export interface Vault {
  /** Orders about stored captures. */
  readonly keeping: Keeping;
  /** Memory of the key table, for the analysis thread. */
  readonly keyMemory: SharedArrayBuffer;
  /**
   * Call before a traveller's first capture: prepares the epoch key that wraps the captures' keys. Does not fail when the
   * secure element does not answer: that is reported as a fault of the lane, and a referral tries again.
   */
  prepare(): Promise<void>;
  /** Seals an owned image and wipes it, also on error. Throws `VaultError` `full`. */
  sealImage(image: Image, modality: Modality, transactionId: TransactionId): SealedCapture;
  /** Seals an encoded file and wipes the bytes, also on error. Throws `VaultError` `full`. */
  sealEncoded(bytes: Uint8Array, modality: Modality, transactionId: TransactionId): SealedCapture;
  /** Destroys one capture's key at once. */
  discard(capture: SealedCapture): void;
  /**
   * Stores a referred transaction's captures on the disk, then destroys the keys in memory. Works without the secure
   * element if it was available at the captures. Rejects with `KeyError` `unavailable` when none could be stored; they are
   * destroyed then.
   */
  keepReferred(transactionId: TransactionId, retentionMs: number): Promise<number>;
  /**
   * Lends the key of each stored capture of a transaction and these modalities to `use`, one at a time, and wipes it
   * afterwards. Resolves to the results of `use` in capture order, or to an empty list when nothing is stored or the limit
   * has passed. Rejects with `KeyError` and with what `use` does.
   */
  lendKeptKeys<T>(
    transactionId: TransactionId,
    modalities: ReadonlySet<Modality>,
    use: (capture: KeptCapture, dataKey: Uint8Array) => Promise<T>,
  ): Promise<readonly T[]>;
  /** Ids of the epoch keys that wrap the keys of a transaction's captures in memory, each once. */
  epochKeyIds(transactionId: TransactionId): readonly string[];
  /** Destroys the keys of a transaction in memory. */
  forget(transactionId: TransactionId): Erasure;
  /**
   * Erases due and unreadable captures of a class on the disk. Run first at the start, then by `nextDue`. Rows are erased
   * before their epoch keys: a power cut in between leaves an unused key, which the next run destroys.
   */
  eraseDue(keptAs: KeptClass, atMs?: number): Promise<Erasure>;
  /** Number of captures that `eraseDue` would erase at this time: due and unreadable ones. */
  countDue(keptAs: KeptClass, atMs: number): Promise<number>;
  /** Destroys epoch keys that no capture uses. Resolves to their number. */
  destroyUnusedKeys(): Promise<number>;
  nextDue(): Promise<number | undefined>;
  /** Number of captures with keys in memory. */
  open(): number;
  /** Destroys every key in memory and closes the store. */
  close(): Promise<void>;
}

export interface VaultOptions {
  readonly kioskId: KioskId;
  readonly clock: Clock;
  readonly epochKeys: EpochKeys;
  readonly store: CaptureStore;
  readonly at?: AtVaultStep;
}

export function createVault({ kioskId, clock, epochKeys, store, at = () => undefined }: VaultOptions): Vault {
  const captures = new OpenCaptures({ kioskId, clock, epochKeys, at });
  /** Serialised, because a capture that changes class briefly uses a key that no row names. */
  const { run: inTurn } = serialQueue();
  const destroyUnusedKeys = (): Promise<number> =>
    inTurn(async () => {
      if (captures.size === 0) epochKeys.retire('referred');
      epochKeys.retire('resolved');
      epochKeys.retire('after-doubt');
      epochKeys.retire('legal-hold');
      // In this order, so that a capture that is being written is found in one of the two
      const needed = new Set(captures.epochKeyIds());
      for (const keyId of await store.keyIds()) needed.add(keyId);
      let destroyed = 0;
      for (const keptAs of KEPT_CLASSES) destroyed += await epochKeys.destroyUnused(keptAs, needed);
      return destroyed;
    });

  return {
    keeping: createKeeping({ clock, epochKeys, store, inTurn, destroyUnusedKeys, at }),
    prepare: () => epochKeys.prepare('referred').catch(() => undefined),
    keyMemory: captures.keyMemory,
    sealImage(image, modality, transactionId) {
      if (image.ownership !== 'owned') throw new TypeError('only an owned image can be sealed: sealing wipes it');
      const { width, height, channelOrder } = image;
      return captures.seal(image.data, { kind: channelOrder, width, height }, modality, transactionId);
    },
    sealEncoded: (bytes, modality, transactionId) => captures.seal(bytes, { kind: 'encoded' }, modality, transactionId),
    discard: (capture) => captures.discard(capture),
    async keepReferred(transactionId, retentionMs) {
      const keptAt = Math.round(clock.wallMs());
      try {
        const stored = await captures.toKeep(transactionId, keptAt + retentionMs);
        if (stored.length > 0) await store.insert(stored, keptAt);
        return stored.length;
      } finally {
        captures.forget(transactionId);
      }
    },
    async lendKeptKeys(transactionId, modalities, use) {
      const kept = (await store.ofTransaction(transactionId))
        .filter((capture) => capture.eraseAt > clock.wallMs() && !isPastAnyLimit(capture, clock.wallMs()))
        .map((capture) => ({ ...capture, header: headerOf(capture.sealed) }))
        .filter(({ header }) => modalities.has(header.modality))
        .sort((left, right) => left.header.capturedAt - right.header.capturedAt);
      const lent = [];
      for (const capture of kept) {
        const { header, sealed, sealedEyes } = capture;
        const dataKey = await epochKeys.unwrap(capture.wrappedKey, keyContextOf(capture));
        try {
          lent.push(await use({ header, sealed, sealedEyes }, dataKey));
        } finally {
          dataKey.fill(0);
        }
      }
      return lent;
    },
    epochKeyIds: (transactionId) => captures.epochKeyIds(transactionId),
    forget: (transactionId) => captures.forget(transactionId),
    async eraseDue(keptAs, atMs = clock.wallMs()) {
      const erasedAt = Math.round(atMs);
      const erased = await inTurn(() => store.eraseDue(keptAs, erasedAt, epochKeys.has));
      await destroyUnusedKeys();
      at('erase-done');
      return { retentionClass: keptAs, captures: erased, erasedAt };
    },
    countDue: (keptAs, atMs) => store.countDue(keptAs, atMs, epochKeys.has),
    destroyUnusedKeys,
    nextDue: () => store.nextDue(),
    open: () => captures.size,
    async close() {
      captures.close();
      await store.close();
    },
  };
}

/** Captures whose keys are in memory: sealed as they arrive, until they are discarded. */
class OpenCaptures {
  readonly #options: Omit<Required<VaultOptions>, 'store'>;
  readonly #keys = createKeyTable();
  readonly #captures = new Map<string, SealedCapture>();
  /** By capture id: the capture's key under the epoch key of its time. */
  readonly #wrappedKeys = new Map<string, Uint8Array>();
  readonly #buffers = createSealedBuffers();

  constructor(options: Omit<Required<VaultOptions>, 'store'>) {
    this.#options = options;
  }

  get size(): number {
    return this.#captures.size;
  }

  get keyMemory(): SharedArrayBuffer {
    return this.#keys.memory;
  }

  seal(
    plaintext: Uint8Array,
    format: CaptureHeader['format'],
    modality: Modality,
    transactionId: TransactionId,
  ): SealedCapture {
    const { kioskId, clock, at } = this.#options;
    let slot: KeySlot | undefined;
    try {
      slot = this.#keys.take();
      const captureId = randomBytes(16).toString('hex');
      const header: CaptureHeader = {
        version: 1,
        captureId,
        kioskId,
        transactionId,
        modality,
        capturedAt: Math.round(clock.wallMs()),
        retentionClass: 'transaction',
        format,
      };
      const sealed = seal(plaintext, header, this.#keys.key(slot), this.#buffers.take);
      const capture: SealedCapture = { captureId, transactionId, modality, slot, sealed };
      this.#captures.set(captureId, capture);
      this.#wrap(capture);
      at('capture-sealed');
      return capture;
    } catch (error) {
      plaintext.fill(0);
      if (slot !== undefined) this.#keys.destroy(slot);
      throw error;
    }
  }

  discard(capture: SealedCapture): void {
    const { captureId, slot, sealed } = capture;
    if (!this.#captures.delete(captureId)) return;
    this.#keys.destroy(slot);
    this.#wrappedKeys.get(captureId)?.fill(0);
    this.#wrappedKeys.delete(captureId);
    this.#buffers.giveBack(sealed);
    capture.sealed = new Uint8Array();
  }

  forget(transactionId: TransactionId): Erasure {
    const gone = this.#ofTransaction(transactionId);
    for (const capture of gone) this.discard(capture);
    return { retentionClass: 'transaction', captures: gone.length, erasedAt: Math.round(this.#options.clock.wallMs()) };
  }

  /** The captures of a referred transaction, as they are stored. Rejects with `KeyError` `unavailable` when none of its captures can be. */
  async toKeep(transactionId: TransactionId, eraseAt: number): Promise<readonly StoredCapture[]> {
    const stored: StoredCapture[] = [];
    // A buffer lost with the analysis thread is empty: there is nothing to store
    const kept = this.#ofTransaction(transactionId).filter(({ sealed }) => sealed.byteLength > 0);
    for (const capture of kept) {
      const wrappedKey = await this.#wrappedKeyOf(capture);
      if (wrappedKey === undefined) continue;
      const { captureId, sealed, sealedEyes } = capture;
      stored.push({ captureId, transactionId, keptAs: 'referred', eraseAt, sealed, sealedEyes, wrappedKey });
    }
    if (stored.length === 0 && kept.length > 0) {
      throw new KeyError('unavailable', 'no capture could be stored: there was no epoch key');
    }
    return stored;
  }

  /** Ids of the epoch keys that wrap the keys of these captures, or of all, each once. */
  epochKeyIds(transactionId?: TransactionId): readonly string[] {
    const wrapped = [...this.#wrappedKeys].filter(
      ([captureId]) => transactionId === undefined || this.#captures.get(captureId)?.transactionId === transactionId,
    );
    return [...new Set(wrapped.map(([, key]) => epochKeyIdOf(key)))];
  }

  close(): void {
    this.#captures.clear();
    for (const wrapped of this.#wrappedKeys.values()) wrapped.fill(0);
    this.#wrappedKeys.clear();
    this.#buffers.clear();
    this.#keys.destroyAll();
  }

  #ofTransaction(transactionId: TransactionId): SealedCapture[] {
    return [...this.#captures.values()].filter((capture) => capture.transactionId === transactionId);
  }

  #wrap({ captureId, slot }: SealedCapture): Uint8Array | undefined {
    const wrapped = this.#options.epochKeys.wrap('referred', this.#keys.key(slot), keyContext(captureId));
    if (wrapped !== undefined) this.#wrappedKeys.set(captureId, wrapped);
    return wrapped;
  }

  /** Wraps the key now if there was no epoch key at the capture. */
  async #wrappedKeyOf(capture: SealedCapture): Promise<Uint8Array | undefined> {
    const wrapped = this.#wrappedKeys.get(capture.captureId);
    if (wrapped !== undefined) return wrapped;
    await this.#options.epochKeys.prepare('referred').catch(() => undefined);
    return this.#wrap(capture);
  }
}
