import { randomBytes } from 'node:crypto';

/** A serial number in lower-case hex: 126 random bits in 16 bytes, positive (RFC 5280 §4.1.2.2). */
export function newSerial(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes.toString('hex');
}
