/**
 * The bits of one block. A 0xff byte is followed by a stuffed zero; any other byte after it is the marker that ends
 * the block, or begins a comment after the last block.
 */
export interface BlockBits {
  /** Without stuffing, followed by four zero bytes for reading ahead. */
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
