import { codedError } from '../../host/coded-error.ts';

export type ChipErrorCode =
  /** The chip answered a command with an error status word. */
  | 'refused'
  /** A protected answer without a valid authentication code: an attacker sent it, or the counters differ. */
  | 'secure-messaging'
  /** The chip did not prove its key, or sent a key that no valid chip sends. */
  | 'authentication'
  /** An answer that the protocol does not allow. */
  | 'malformed'
  /** Larger or slower than the limits allow. */
  | 'limit-exceeded'
  /** The chip is out of reach: the document was lifted. */
  | 'removed'
  /** A mechanism, curve or cipher that ICAO 9303-11 does not define. */
  | 'unsupported';

/**
 * A fault of the chip. Loss of the reader is a `DeviceError` of the transport. The message contains no data from the chip.
 */
export class ChipError extends codedError<ChipErrorCode>('ChipError') {
  /** With `refused`: SW1 and SW2. */
  readonly statusWord: number | undefined;

  constructor(code: ChipErrorCode, message: string, options: { statusWord?: number; cause?: unknown } = {}) {
    super(code, message, options);
    this.statusWord = options.statusWord;
  }
}
