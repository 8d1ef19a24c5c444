/**
 * Stores data-encryption keys in fixed slots of memory shared by the main thread and the analysis thread. Only slot numbers
 * are sent, never keys, so destroying a key affects both threads at once.
 */
import { randomFillSync } from 'node:crypto';
import { VaultError } from './vault-error.ts';

export const KEY_BYTES = 32;
const DEFAULT_SLOTS = 256;

/** A slot's number. Meaningless without the table. */
export type KeySlot = number & { readonly __brand: 'KeySlot' };

export interface KeyTable {
  readonly memory: SharedArrayBuffer;
  /** Fills a free slot with a new random key. Throws `VaultError` `full`. */
  take(): KeySlot;
  /** Puts an unwrapped key into a free slot; the caller wipes its copy. */
  put(key: Uint8Array): KeySlot;
  /** The key's own memory, not a copy. Throws `VaultError` `destroyed`. */
  key(slot: KeySlot): Uint8Array;
  /** Overwrites the key and frees the slot. Destroying twice does nothing. */
  destroy(slot: KeySlot): void;
  /** Overwrites every key. */
  destroyAll(): void;
  /** Slots in use. */
  inUse(): number;
}

export function createKeyTable(slots: number = DEFAULT_SLOTS): KeyTable {
  const memory = new SharedArrayBuffer(slots * KEY_BYTES);
  const taken = new Set<KeySlot>();
  const free: KeySlot[] = Array.from({ length: slots }, (_, index) => (slots - 1 - index) as KeySlot);

  const reserve = (): KeySlot => {
    const slot = free.pop();
    if (slot === undefined) throw new VaultError('full', `all ${slots} key slots are in use`);
    taken.add(slot);
    return slot;
  };
  const destroy = (slot: KeySlot): void => {
    if (!taken.delete(slot)) return;
    keyInSlot(memory, slot).fill(0);
    free.push(slot);
  };

  return {
    memory,
    take() {
      const slot = reserve();
      randomFillSync(keyInSlot(memory, slot));
      return slot;
    },
    put(key) {
      const slot = reserve();
      keyInSlot(memory, slot).set(key);
      return slot;
    },
    key(slot) {
      if (!taken.has(slot)) throw new VaultError('destroyed', 'the key of this capture has been destroyed');
      return keyInSlot(memory, slot);
    },
    destroy,
    destroyAll() {
      for (const slot of taken) destroy(slot);
      new Uint8Array(memory).fill(0);
    },
    inUse: () => taken.size,
  };
}

/** Returns the key in the other thread, from the shared memory and the slot number. */
export function keyInSlot(memory: SharedArrayBuffer, slot: KeySlot): Uint8Array {
  return new Uint8Array(memory, slot * KEY_BYTES, KEY_BYTES);
}
