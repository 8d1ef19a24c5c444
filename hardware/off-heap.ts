/** Buffers of 64 bytes and fewer live on the engine's own heap, where they are copied about and not wiped. */
const SMALLEST_BYTES = 96;

/** `length` zeroes, in memory of their own whatever their number, which can be wiped. */
export function offHeap(length: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new ArrayBuffer(Math.max(SMALLEST_BYTES, length)), 0, length);
}
