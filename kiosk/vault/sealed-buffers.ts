/** Buffers kept for reuse, most: what one attempt at the camera holds at a time. */
const KEPT_MAX = 4;

/**
 * Buffers of discarded captures, for the next ones. A stream seals megabytes many times a second; new memory for each frame
 * would have the garbage collector stop the lane's event loop. What a buffer here still holds is ciphertext whose key is gone.
 */
export interface SealedBuffers {
  /** A buffer of exactly so many bytes, with anything in it. */
  take(bytes: number): Uint8Array<ArrayBuffer>;
  /** The giver keeps no reference. A buffer that has been transferred away is dropped. */
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
