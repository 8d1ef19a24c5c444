/** Largest number of buffers kept for reuse: those that one face attempt holds at a time. */
const KEPT_MAX = 4;

/**
 * Reuses buffers of discarded captures. A stream seals megabytes many times a second; with new memory for each frame,
 * garbage collection would stop the lane's event loop. A buffer here contains at most ciphertext whose key is destroyed.
 */
export interface SealedBuffers {
  /** Returns a buffer of exactly this length with arbitrary content. */
  take(bytes: number): Uint8Array<ArrayBuffer>;
  /** Returns a buffer to the pool; the caller must not use it afterwards. A transferred buffer is dropped. */
  giveBack(buffer: Uint8Array<ArrayBuffer>): void;
  clear(): void;
}

export function createSealedBuffers(): SealedBuffers {
  const kept: Uint8Array<ArrayBuffer>[] = [];
  return {
    take(bytes) {
      const at = kept.findIndex(({ byteLength }) => byteLength === bytes);
      const [buffer] = at === -1 ? [] : kept.splice(at, 1);
      return buffer ?? new Uint8Array(bytes);
    },
    giveBack(buffer) {
      if (buffer.byteLength === 0 || buffer.byteLength !== buffer.buffer.byteLength) return;
      kept.push(buffer);
      if (kept.length > KEPT_MAX) kept.shift();
    },
    clear() {
      kept.length = 0;
    },
  };
}
