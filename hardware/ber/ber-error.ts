import { codedError } from '../host/coded-error.ts';

export type BerErrorCode =
  /** The bytes end before the element does. */
  | 'truncated'
  /** The encoding rules forbid this tag, length or end marker. */
  | 'malformed'
  /** Larger, deeper or more elements than the limits allow. */
  | 'limit-exceeded'
  /** Well formed, but not the expected element. */
  | 'unexpected';

/**
 * Input that is not valid. Parsers built on this reader catch it at their public entry point and return an outcome. The
 * message contains tags and offsets, never content.
 */
export class BerError extends codedError<BerErrorCode>('BerError') {}
