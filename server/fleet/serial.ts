import { randomBytes } from 'node:crypto';

/** A serial number: 126 random bits, positive and of 16 bytes (RFC 5280 §4.1.2.2), in lower-case hex. */
export function newSerial(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes.toString('hex');
}
