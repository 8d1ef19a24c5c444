export type BerErrorCode =
  /** The bytes end before the element does. */
  | 'truncated'
  /** A tag, a length or an end marker that the encoding rules do not allow. */
  | 'malformed'
  /** Larger, deeper or more numerous than the limits say. */
  | 'limit-exceeded'
  /** Well formed, but not the element that belongs here. */
  | 'unexpected';

/**
 * Bytes from outside that are not what they should be. Parsers built on this reader catch it at their own door and answer
 * with an outcome. The message names tags and offsets, never content.
 */
export class BerError extends Error {
  override readonly name = 'BerError';
  readonly code: BerErrorCode;

  constructor(code: BerErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
