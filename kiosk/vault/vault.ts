/**
 * Captures from the moment they arrive to the moment they cannot be read again. Sealing is synchronous: when it returns,
 * the plaintext is gone. Keys live in memory slots; only a referral writes sealed captures to the disk, under keys wrapped
 * by the secure element, until an officer is done or the limit runs out.
 */
import { randomBytes } from 'node:crypto';
import type { Clock } from '../../hardware/clock/clock.ts';
import type { Image } from '../../hardware/image.ts';
import type { SecureElement } from '../../hardware/secure-element/secure-element.ts';
import type { KioskId, TransactionId } from '../../server/contract/report.ts';
import { type CaptureStore, keyContext, type StoredCapture } from './capture-store.ts';
import { createKeyTable, type KeySlot } from './key-table.ts';
import { createSealedBuffers } from './sealed-buffers.ts';
import { type CaptureHeader, type Modality, seal } from './sealed-capture.ts';

export interface SealedCapture {
  readonly captureId: string;
  readonly transactionId: TransactionId;
  readonly modality: Modality;
  readonly slot: KeySlot;
  /** See `sealed-capture.ts`. Its buffer may be transferred to the analysis thread and back; empty meanwhile, and once discarded. */
  sealed: Uint8Array<ArrayBuffer>;
}

/** What was destroyed. Says nothing of whom. */
export interface Erasure {
  readonly retentionClass: 'transaction' | 'referred';
  readonly captures: number;
  /** Wall time, ms. */
  readonly erasedAt: number;
}

export interface Vault {
  /** Memory of the key table, for the analysis thread. */
  readonly keyMemory: SharedArrayBuffer;
  /** Seals an owned image and wipes it, also on error. Throws `VaultError` `full`. */
  sealImage(image: Image, modality: Modality, transactionId: TransactionId): SealedCapture;
  /** Seals an encoded file and wipes the bytes, also on error. Throws `VaultError` `full`. */
  sealEncoded(bytes: Uint8Array, modality: Modality, transactionId: TransactionId): SealedCapture;
  /** Destroys one capture's key at once. */
  discard(capture: SealedCapture): void;
  /** Puts a referred transaction's captures on the disk, then destroys the keys in memory. */
  keepReferred(transactionId: TransactionId, retentionMs: number): Promise<number>;
  /** Destroys every key of a transaction in memory. */
  forget(transactionId: TransactionId): Erasure;
  /** Erases what is due on the disk; run at start before anything else, then by `nextDue`. */
  eraseDue(): Promise<Erasure>;
  nextDue(): Promise<number | undefined>;
  /** Captures whose keys are in memory. */
  open(): number;
  /** Destroys every key in memory and closes the store. */
  close(): Promise<void>;
}

export interface VaultOptions {
  readonly kioskId: KioskId;
  readonly clock: Clock;
  readonly secureElement: SecureElement;
  readonly store: CaptureStore;
}

export function createVault({ kioskId, clock, secureElement, store }: VaultOptions): Vault {
  const keys = createKeyTable();
  const captures = new Map<string, SealedCapture>();
  const buffers = createSealedBuffers();

  const sealAs = (
    plaintext: Uint8Array,
    format: CaptureHeader['format'],
    modality: Modality,
    transactionId: TransactionId,
  ): SealedCapture => {
    let slot: KeySlot | undefined;
    try {
      slot = keys.take();
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
      const sealed = seal(plaintext, header, keys.key(slot), buffers.take);
      const capture: SealedCapture = { captureId, transactionId, modality, slot, sealed };
      captures.set(captureId, capture);
      return capture;
    } catch (error) {
      plaintext.fill(0);
      if (slot !== undefined) keys.destroy(slot);
      throw error;
    }
  };

  const discard = (capture: SealedCapture): void => {
    if (!captures.delete(capture.captureId)) return;
    keys.destroy(capture.slot);
    buffers.giveBack(capture.sealed);
    capture.sealed = new Uint8Array();
  };
  const ofTransaction = (transactionId: TransactionId): SealedCapture[] =>
    [...captures.values()].filter((capture) => capture.transactionId === transactionId);

  const forget = (transactionId: TransactionId): Erasure => {
    const gone = ofTransaction(transactionId);
    for (const capture of gone) discard(capture);
    return { retentionClass: 'transaction', captures: gone.length, erasedAt: Math.round(clock.wallMs()) };
  };

  return {
    keyMemory: keys.memory,
    sealImage(image, modality, transactionId) {
      if (image.ownership !== 'owned') throw new TypeError('only an owned image can be sealed: sealing wipes it');
      const { width, height, channelOrder } = image;
      return sealAs(image.data, { kind: channelOrder, width, height }, modality, transactionId);
    },
    sealEncoded: (bytes, modality, transactionId) => sealAs(bytes, { kind: 'encoded' }, modality, transactionId),
    discard,
    async keepReferred(transactionId, retentionMs) {
      const eraseAt = Math.round(clock.wallMs()) + retentionMs;
      const stored: StoredCapture[] = [];
      for (const { captureId, slot, sealed } of ofTransaction(transactionId)) {
        // Its buffer went down with the analysis thread: there is nothing left to keep.
        if (sealed.byteLength === 0) continue;
        const wrappedKey = await secureElement.wrapKey(keys.key(slot), keyContext(captureId));
        stored.push({ captureId, transactionId, eraseAt, sealed, wrappedKey });
      }
      try {
        if (stored.length > 0) await store.insert(stored);
      } finally {
        forget(transactionId);
      }
      return stored.length;
    },
    forget,
    async eraseDue() {
      const erasedAt = Math.round(clock.wallMs());
      return { retentionClass: 'referred', captures: await store.eraseDue(erasedAt), erasedAt };
    },
    nextDue: () => store.nextDue(),
    open: () => captures.size,
    async close() {
      captures.clear();
      buffers.clear();
      keys.destroyAll();
      await store.close();
    },
  };
}
