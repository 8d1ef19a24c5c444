/** Lays out CK_ATTRIBUTE arrays and their values in one buffer for C. 64-bit little-endian machines. */
import koffi from 'koffi';

export type AttributeValue = boolean | number | string | Uint8Array;
/** CKA_… and its value. */
export type Attribute = readonly [type: number, value: AttributeValue];

export interface Laid {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly count: number;
}

export const WORD_BYTES = 8;
/** sizeof(CK_ATTRIBUTE): type, pointer, length. */
const ATTRIBUTE_BYTES = 3 * WORD_BYTES;
/** V8 keeps small buffers on its heap and moves them, so pointers into them would break. */
const SMALLEST_BYTES = 128;

export function layAttributes(attributes: readonly Attribute[]): Laid {
  const values = attributes.map(([, value]) => encode(value));
  const valuesAt = attributes.length * ATTRIBUTE_BYTES;
  const total = values.reduce((sum, { length }) => sum + padded(length), valuesAt);
  const bytes = pinned(total);
  const view = new DataView(bytes.buffer);
  const base = koffi.address(bytes);
  let at = valuesAt;
  for (const [index, value] of values.entries()) {
    const entry = index * ATTRIBUTE_BYTES;
    bytes.set(value, at);
    view.setBigUint64(entry, BigInt(attributes[index]![0]), true);
    view.setBigUint64(entry + WORD_BYTES, base + BigInt(at), true);
    view.setBigUint64(entry + 2 * WORD_BYTES, BigInt(value.length), true);
    at += padded(value.length);
  }
  return { bytes, count: attributes.length };
}

/** Reserves space for the value of one attribute and its length. */
export function layQuery(type: number, longest: number): Laid & { value(): Uint8Array } {
  const laid = layAttributes([[type, new Uint8Array(longest)]]);
  return {
    ...laid,
    value() {
      const length = Number(new DataView(laid.bytes.buffer).getBigUint64(2 * WORD_BYTES, true));
      if (length > longest) throw new RangeError('the token does not report an attribute, or its value is too long');
      return laid.bytes.slice(ATTRIBUTE_BYTES, ATTRIBUTE_BYTES + length);
    },
  };
}

/** Lays out CK_MECHANISM, alone or with CK_GCM_PARAMS and their data. */
export function layMechanism(mechanism: number, gcm?: GcmParameters): Uint8Array<ArrayBuffer> {
  const GCM_AT = ATTRIBUTE_BYTES;
  const GCM_BYTES = 6 * WORD_BYTES;
  const nonceAt = GCM_AT + GCM_BYTES;
  const dataAt = nonceAt + padded(gcm?.nonce.length ?? 0);
  const bytes = pinned(dataAt + (gcm?.additionalData.length ?? 0));
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(mechanism), true);
  if (gcm === undefined) return bytes;
  const base = koffi.address(bytes);
  bytes.set(gcm.nonce, nonceAt);
  bytes.set(gcm.additionalData, dataAt);
  view.setBigUint64(WORD_BYTES, base + BigInt(GCM_AT), true);
  view.setBigUint64(2 * WORD_BYTES, BigInt(GCM_BYTES), true);
  const words = [
    base + BigInt(nonceAt),
    BigInt(gcm.nonce.length),
    BigInt(gcm.nonce.length * 8),
    base + BigInt(dataAt),
    BigInt(gcm.additionalData.length),
    BigInt(gcm.tagBytes * 8),
  ];
  for (const [index, word] of words.entries()) view.setBigUint64(GCM_AT + index * WORD_BYTES, word, true);
  return bytes;
}

/** Lays out CK_MECHANISM with CK_KEY_DERIVATION_STRING_DATA: the input of a derivation besides the base key. */
export function layDerivation(mechanism: number, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const STRING_AT = ATTRIBUTE_BYTES;
  const STRING_BYTES = 2 * WORD_BYTES;
  const dataAt = STRING_AT + STRING_BYTES;
  const bytes = pinned(dataAt + data.length);
  const view = new DataView(bytes.buffer);
  const base = koffi.address(bytes);
  bytes.set(data, dataAt);
  view.setBigUint64(0, BigInt(mechanism), true);
  view.setBigUint64(WORD_BYTES, base + BigInt(STRING_AT), true);
  view.setBigUint64(2 * WORD_BYTES, BigInt(STRING_BYTES), true);
  view.setBigUint64(STRING_AT, base + BigInt(dataAt), true);
  view.setBigUint64(STRING_AT + WORD_BYTES, BigInt(data.length), true);
  return bytes;
}

export interface GcmParameters {
  readonly nonce: Uint8Array;
  readonly additionalData: Uint8Array;
  readonly tagBytes: number;
}

export function pinned(bytes: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new ArrayBuffer(Math.max(SMALLEST_BYTES, bytes)));
}

function encode(value: AttributeValue): Uint8Array {
  if (typeof value === 'boolean') return Uint8Array.of(value ? 1 : 0);
  if (typeof value === 'string') return new TextEncoder().encode(value);
  if (typeof value !== 'number') return value;
  const word = new Uint8Array(WORD_BYTES);
  new DataView(word.buffer).setBigUint64(0, BigInt(value), true);
  return word;
}

function padded(length: number): number {
  return Math.ceil(length / WORD_BYTES) * WORD_BYTES;
}
