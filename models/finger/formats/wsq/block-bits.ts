/**
 * The bits of one block. A 0xff byte is followed by a stuffed zero; any other follower is the marker that ends the block,
 * or begins a comment behind the last one.
 */
export interface BlockBits {
  /** Stuffing removed, and four zero bytes behind it for reading ahead. */
  readonly bytes: Uint8Array;
  readonly lengthBits: number;
  /** Offset of the marker, or of the end of the data. */
  readonly end: number;
}

export const READ_AHEAD_BYTES = 4;

export function blockBits(data: Uint8Array, start: number): BlockBits {
  let end = start;
  while (end < data.length && !(data[end] === 0xff && data[end + 1] !== 0)) end += data[end] === 0xff ? 2 : 1;
  end = Math.min(end, data.length);
  const bytes = new Uint8Array(end - start + READ_AHEAD_BYTES);
  let length = 0;
  for (let from = start; from < end; from++) {
    const byte = data[from] as number;
    bytes[length++] = byte;
    if (byte === 0xff) from++;
  }
  return { bytes: bytes.subarray(0, length + READ_AHEAD_BYTES), lengthBits: length * 8, end };
}
