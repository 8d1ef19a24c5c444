export type ChipErrorCode =
  /** The chip answered a command with a status word that says no. */
  | 'refused'
  /** A protected answer without a right authentication code: somebody else is talking, or the counters have parted. */
  | 'secure-messaging'
  /** The chip did not prove that it knows what it should, or gave a key that no honest chip gives. */
  | 'authentication'
  /** An answer that the protocol does not allow. */
  | 'malformed'
  /** Larger or slower than the bounds say. */
  | 'limit-exceeded'
  /** The chip is out of reach: the document was lifted. */
  | 'removed'
  /** A mechanism, a curve or a cipher that is not among those of ICAO 9303-11. */
  | 'unsupported';

/** What a chip did wrong. A reader that is gone is a `DeviceError` of the transport. The message holds nothing that it said. */
export class ChipError extends Error {
  override readonly name = 'ChipError';
  readonly code: ChipErrorCode;
  /** With `refused`: SW1 and SW2. */
  readonly statusWord: number | undefined;

  constructor(code: ChipErrorCode, message: string, options: { statusWord?: number; cause?: unknown } = {}) {
    super(message, options);
    this.code = code;
    this.statusWord = options.statusWord;
  }
}
