/**
 * Reads BER (ITU-T X.690 §8.1) and the BER-TLV of chip files (ISO/IEC 7816-4 §6.3): definite and indefinite lengths, with
 * every bound checked before access. Elements are views without copies, and their children are parsed on first use.
 */
import { BerError } from './ber-error.ts';

export interface BerLimits {
  /** Bytes of the outermost element. */
  readonly bytes: number;
  /** Elements parsed in total. */
  readonly elements: number;
  /** Elements within elements. */
  readonly depth: number;
}

/** Enough for any file of a travel document. A country's master list needs more: pass other limits there. */
export const CHIP_FILE_LIMITS: BerLimits = { bytes: 1_048_576, elements: 20_000, depth: 24 };

export interface BerElement {
  /** Identifier octets as one number, such as `0x30` or `0x5f1f`. */
  readonly tag: number;
  /** View of the content, without end markers. */
  readonly content: Uint8Array<ArrayBuffer>;
  /** View of the whole element, identifier to end. */
  readonly encoded: Uint8Array<ArrayBuffer>;
  /** Whether the content consists of elements. */
  readonly constructed: boolean;
  /**
   * The elements of the content, in order. Parsed on the first call.
   *
   * @throws BerError
   */
  children(): readonly BerElement[];
}

const LONGEST_TAG_BYTES = 3;
const LONGEST_LENGTH_BYTES = 4;
const CONSTRUCTED = 0x20;
const MULTI_BYTE_TAG = 0x1f;
const MORE_FOLLOWS = 0x80;
const INDEFINITE = 0x80;

interface Budget {
  readonly limits: BerLimits;
  elementsLeft: number;
}

interface Header {
  readonly tag: number;
  readonly constructed: boolean;
  /** `undefined`: indefinite. */
  readonly length: number | undefined;
  /** Where the content begins. */
  readonly at: number;
}

/**
 * Reads the single element that fills `bytes`. Zero bytes after it are padding (ISO/IEC 7816-4 §6.3); other bytes are
 * refused.
 *
 * @throws BerError
 */
export function readBer(bytes: Uint8Array<ArrayBuffer>, limits: BerLimits = CHIP_FILE_LIMITS): BerElement {
  const element = readFirstBer(bytes, limits);
  for (let at = element.encoded.length; at < bytes.length; at++) {
    if (bytes[at] !== 0) throw new BerError('unexpected', `data after the element, at byte ${at}`);
  }
  return element;
}

/**
 * Reads the element at the start of `bytes` and ignores the rest.
 *
 * @throws BerError
 */
export function readFirstBer(bytes: Uint8Array<ArrayBuffer>, limits: BerLimits = CHIP_FILE_LIMITS): BerElement {
  if (bytes.length > limits.bytes) throw new BerError('limit-exceeded', `${bytes.length} bytes`);
  return elementAt(bytes, 0, bytes.length, { limits, elementsLeft: limits.elements }, 1);
}

/**
 * Reads the elements that fill `bytes`.
 *
 * @throws BerError
 */
export function readBerSequence(
  bytes: Uint8Array<ArrayBuffer>,
  limits: BerLimits = CHIP_FILE_LIMITS,
): readonly BerElement[] {
  if (bytes.length > limits.bytes) throw new BerError('limit-exceeded', `${bytes.length} bytes`);
  return elementsIn(bytes, { limits, elementsLeft: limits.elements }, 1);
}

function elementsIn(bytes: Uint8Array<ArrayBuffer>, budget: Budget, depth: number): readonly BerElement[] {
  const elements: BerElement[] = [];
  for (let at = 0; at < bytes.length; ) {
    const element = elementAt(bytes, at, bytes.length, budget, depth);
    elements.push(element);
    at += element.encoded.length;
  }
  return elements;
}

function elementAt(
  bytes: Uint8Array<ArrayBuffer>,
  start: number,
  end: number,
  budget: Budget,
  depth: number,
): BerElement {
  if (depth > budget.limits.depth) throw new BerError('limit-exceeded', `elements nested ${depth} deep`);
  if (--budget.elementsLeft < 0) throw new BerError('limit-exceeded', 'too many elements');
  const { tag, constructed, length, at } = headerAt(bytes, start, end);
  let contentEnd: number;
  let elementEnd: number;
  if (length === undefined) {
    if (!constructed) throw new BerError('malformed', `a primitive element of indefinite length, at byte ${start}`);
    contentEnd = endOfIndefinite(bytes, at, end, budget, depth + 1);
    elementEnd = contentEnd + 2;
  } else {
    contentEnd = at + length;
    elementEnd = contentEnd;
    if (contentEnd > end) throw new BerError('truncated', `${length} bytes announced, ${end - at} there`);
  }
  const content = bytes.subarray(at, contentEnd);
  let read: readonly BerElement[] | undefined;
  return {
    tag,
    constructed,
    content,
    encoded: bytes.subarray(start, elementEnd),
    children: () => {
      if (!constructed) throw new BerError('unexpected', `element ${tag.toString(16)} holds no elements`);
      read ??= elementsIn(content, budget, depth + 1);
      return read;
    },
  };
}

/** Where the content ends: at the end marker of this level, skipping nested elements. */
function endOfIndefinite(
  bytes: Uint8Array<ArrayBuffer>,
  start: number,
  end: number,
  budget: Budget,
  depth: number,
): number {
  for (let at = start; at + 1 < end; ) {
    if (bytes[at] === 0 && bytes[at + 1] === 0) return at;
    at += elementAt(bytes, at, end, budget, depth).encoded.length;
  }
  throw new BerError('truncated', 'no end marker');
}

function headerAt(bytes: Uint8Array, start: number, end: number): Header {
  let at = start;
  const next = (): number => {
    const byte = at < end ? bytes[at] : undefined;
    if (byte === undefined) throw new BerError('truncated', `an element ends in its header, at byte ${start}`);
    at += 1;
    return byte;
  };

  const first = next();
  let tag = first;
  if ((first & MULTI_BYTE_TAG) === MULTI_BYTE_TAG) {
    for (let read = 1; ; read += 1) {
      if (read === LONGEST_TAG_BYTES) throw new BerError('limit-exceeded', `a tag of over ${LONGEST_TAG_BYTES} bytes`);
      const part = next();
      tag = tag * 256 + part;
      if ((part & MORE_FOLLOWS) === 0) break;
    }
  }

  let length: number | undefined = next();
  if (length === INDEFINITE) {
    length = undefined;
  } else if (length > INDEFINITE) {
    const lengthBytes = length - INDEFINITE;
    if (lengthBytes > LONGEST_LENGTH_BYTES) throw new BerError('limit-exceeded', `a length of ${lengthBytes} bytes`);
    length = 0;
    for (let read = 0; read < lengthBytes; read += 1) length = length * 256 + next();
  }
  return { tag, constructed: (first & CONSTRUCTED) !== 0, length, at };
}
