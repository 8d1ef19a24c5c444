/** V8 keeps buffers of up to 64 bytes on its heap, where the garbage collector copies them without wiping. */
const SMALLEST_BYTES = 96;

/** Returns `length` zero bytes in separate memory that can be wiped, whatever the length. */
export function offHeap(length: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new ArrayBuffer(Math.max(SMALLEST_BYTES, length)), 0, length);
}
