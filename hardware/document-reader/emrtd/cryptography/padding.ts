import { ChipError } from '../chip-error.ts';

/** ISO/IEC 9797-1 §6.3.3, padding method 2: one bit, then zeros up to a whole block; always at least one byte. */
export function pad(data: Uint8Array, blockBytes: number): Uint8Array<ArrayBuffer> {
  const padded = new Uint8Array((Math.floor(data.length / blockBytes) + 1) * blockBytes);
  padded.set(data);
  padded[data.length] = 0x80;
  return padded;
}

/** @throws ChipError `malformed` */
export function unpad(padded: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const last = padded.findLastIndex((byte) => byte !== 0);
  if (last < 0 || padded[last] !== 0x80) throw new ChipError('malformed', 'decrypted data is not padded');
  return padded.subarray(0, last);
}
