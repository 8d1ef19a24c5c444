import { ByteWriter } from './byte-writer.ts';

/** One DER element, ITU-T X.690 §8.1 and §10.1: identifier bytes as one number, contents joined. */
export function element(tag: number, ...contents: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const length = contents.reduce((sum, content) => sum + content.length, 0);
  const writer = new ByteWriter().bytes(bigEndian(tag));
  if (length < 0x80) writer.u8(length);
  else {
    const lengthBytes = bigEndian(length);
    writer.u8(0x80 + lengthBytes.length).bytes(lengthBytes);
  }
  for (const content of contents) writer.bytes(content);
  return writer.finish();
}

/** A non-negative INTEGER or ENUMERATED under `tag`. */
export function unsigned(tag: number, value: number): Uint8Array<ArrayBuffer> {
  const bytes = bigEndian(value);
  return (bytes[0] ?? 0) >= 0x80 ? element(tag, Uint8Array.of(0), bytes) : element(tag, bytes);
}

/** Without leading zeros; at least one byte. */
function bigEndian(value: number): Uint8Array {
  if (!Number.isInteger(value) || value < 0) throw new RangeError(`${value} is no non-negative integer`);
  const bytes: number[] = [];
  for (let rest = value; rest > 0 || bytes.length === 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return Uint8Array.from(bytes);
}
