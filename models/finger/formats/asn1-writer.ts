import { bigEndian, tlv } from '../../../hardware/ber/write.ts';

/** A non-negative INTEGER or ENUMERATED under `tag`. */
export function unsigned(tag: number, value: number): Uint8Array<ArrayBuffer> {
  const bytes = bigEndian(value);
  return (bytes[0] ?? 0) >= 0x80 ? tlv(tag, Uint8Array.of(0), bytes) : tlv(tag, bytes);
}
