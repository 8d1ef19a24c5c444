/**
 * Reads BER elements of one level and returns `undefined` for malformed input. The caller knows the schema and opens
 * the next level. Indefinite lengths are refused, because DER and chip files have none.
 */
import { BerError } from '../../../hardware/ber/ber-error.ts';
import { type BerElement, type BerLimits, readBerSequence, readFirstBer } from '../../../hardware/ber/read.ts';

export type Element = Pick<BerElement, 'tag' | 'content'>;

/** Maximum number of elements of one level. Real structures have fewer than twenty. */
const MAX_ELEMENTS = 256;
const LIMITS: BerLimits = { bytes: 16_777_216, elements: MAX_ELEMENTS, depth: 1 };

/** The elements that fill `bytes` completely. */
export function readElements(bytes: Uint8Array<ArrayBuffer>): readonly Element[] | undefined {
  return orUndefined(() => readBerSequence(bytes, LIMITS));
}

/** The element at `offset`, and the offset after it. */
export function readElement(
  bytes: Uint8Array<ArrayBuffer>,
  offset = 0,
): (Element & { readonly end: number }) | undefined {
  const element = orUndefined(() => readFirstBer(bytes.subarray(offset), LIMITS));
  if (element === undefined) return undefined;
  return { tag: element.tag, content: element.content, end: offset + element.encoded.length };
}

function orUndefined<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof BerError) return undefined;
    throw error;
  }
}

/** Content of the only element with `tag`; `undefined` when there is none or more than one. */
export function contentOf(elements: readonly Element[], tag: number): Uint8Array<ArrayBuffer> | undefined {
  const found = elements.filter((element) => element.tag === tag);
  return found.length === 1 ? found[0]?.content : undefined;
}

/** Follows a path of tags inwards from the elements that fill `bytes`. */
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
