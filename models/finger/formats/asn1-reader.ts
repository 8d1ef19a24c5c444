/**
 * Reading BER with definite lengths, ITU-T X.690 §8.1, one level at a time: whoever knows the schema opens the next level, so
 * nothing recurses and depth is what the schema says. Tags to three bytes, lengths to four, elements of a level to a
 * limit; anything else is `undefined`.
 */
export interface Element {
  /** Identifier bytes as one number: `0x30`, `0x7f61`. */
  readonly tag: number;
  /** View of the content. */
  readonly content: Uint8Array<ArrayBuffer>;
}

const LONGEST_TAG_BYTES = 3;
const LONGEST_LENGTH_BYTES = 4;
/** Elements of one level. Real structures have below twenty. */
const MOST_ELEMENTS = 256;

/** The elements that fill `bytes`, without a gap or a rest. */
export function readElements(bytes: Uint8Array<ArrayBuffer>): readonly Element[] | undefined {
  const elements: Element[] = [];
  for (let offset = 0; offset < bytes.length; ) {
    const element = readElement(bytes, offset);
    if (element === undefined || elements.length === MOST_ELEMENTS) return undefined;
    elements.push(element);
    offset = element.end;
  }
  return elements;
}

/** The element that starts at `offset`, and the offset behind it. */
export function readElement(
  bytes: Uint8Array<ArrayBuffer>,
  offset = 0,
): (Element & { readonly end: number }) | undefined {
  let position = offset;
  let tag = bytes[position++];
  if (tag === undefined) return undefined;
  if ((tag & 0x1f) === 0x1f) {
    for (let length = 2; ; length++) {
      const part = bytes[position++];
      if (part === undefined || length > LONGEST_TAG_BYTES) return undefined;
      tag = tag * 256 + part;
      if (part < 0x80) break;
    }
  }
  let length = bytes[position++];
  if (length === undefined) return undefined;
  if (length >= 0x80) {
    const lengthBytes = length - 0x80;
    if (lengthBytes < 1 || lengthBytes > LONGEST_LENGTH_BYTES) return undefined;
    length = 0;
    for (let count = 0; count < lengthBytes; count++) length = length * 256 + (bytes[position++] ?? Number.NaN);
  }
  const end = position + length;
  if (!(end <= bytes.length)) return undefined;
  return { tag, content: bytes.subarray(position, end), end };
}

/** Content of the only element with `tag`; `undefined` when there is none or more than one. */
export function contentOf(elements: readonly Element[], tag: number): Uint8Array<ArrayBuffer> | undefined {
  const found = elements.filter((element) => element.tag === tag);
  return found.length === 1 ? found[0]?.content : undefined;
}

/** Follows `path` from the elements that fill `bytes` inwards. */
export function contentAt(
  bytes: Uint8Array<ArrayBuffer>,
  path: readonly number[],
): Uint8Array<ArrayBuffer> | undefined {
  let inner: Uint8Array<ArrayBuffer> | undefined = bytes;
  for (const tag of path) {
    const elements: readonly Element[] | undefined = inner === undefined ? undefined : readElements(inner);
    inner = elements === undefined ? undefined : contentOf(elements, tag);
  }
  return inner;
}

/** A non-negative INTEGER or ENUMERATED below 2^31. */
export function unsignedOf(content: Uint8Array | undefined): number | undefined {
  if (content === undefined || content.length < 1 || content.length > 4 || (content[0] ?? 0) >= 0x80) return undefined;
  return content.reduce((value, byte) => value * 256 + byte, 0);
}
