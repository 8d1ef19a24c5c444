/** Reading BER-TLV (ISO/IEC 7816-4 §6.3) out of chip files: definite lengths only, every bound checked, no recursion. */

export interface Tlv {
  /** Tag as one number, e.g. `0x5f1f`. */
  readonly tag: number;
  /** View of the value. */
  readonly value: Uint8Array<ArrayBuffer>;
  /** Offset of the first byte after this element. */
  readonly end: number;
}

const LONGEST_TAG_BYTES = 3;
const LONGEST_LENGTH_BYTES = 4;

/** The element that starts at `offset`, or `undefined` when the bytes are not one whole element. */
export function readTlv(bytes: Uint8Array<ArrayBuffer>, offset = 0): Tlv | undefined {
  let position = offset;
  const next = () => bytes[position++];

  let tag = next();
  if (tag === undefined) return undefined;
  if ((tag & 0x1f) === 0x1f) {
    for (let count = 1; ; count += 1) {
      const part = next();
      if (part === undefined || count === LONGEST_TAG_BYTES) return undefined;
      tag = tag * 256 + part;
      if ((part & 0x80) === 0) break;
    }
  }

  let length = next();
  if (length === undefined) return undefined;
  if (length >= 0x80) {
    const lengthBytes = length - 0x80;
    if (lengthBytes < 1 || lengthBytes > LONGEST_LENGTH_BYTES) return undefined;
    length = 0;
    for (let count = 0; count < lengthBytes; count += 1) {
      const part = next();
      if (part === undefined) return undefined;
      length = length * 256 + part;
    }
  }
  const end = position + length;
  if (end > bytes.length) return undefined;
  return { tag, value: bytes.subarray(position, end), end };
}

/** The first element with `tag` among the elements that fill `bytes`. */
export function findTlv(bytes: Uint8Array<ArrayBuffer>, tag: number): Uint8Array<ArrayBuffer> | undefined {
  for (let offset = 0; offset < bytes.length; ) {
    const element = readTlv(bytes, offset);
    if (element === undefined) return undefined;
    if (element.tag === tag) return element.value;
    offset = element.end;
  }
  return undefined;
}

/** Follows `path` from the outermost element inwards. */
export function findTlvPath(
  bytes: Uint8Array<ArrayBuffer>,
  path: readonly number[],
): Uint8Array<ArrayBuffer> | undefined {
  let inner: Uint8Array<ArrayBuffer> | undefined = bytes;
  for (const tag of path) inner = inner === undefined ? undefined : findTlv(inner, tag);
  return inner;
}
