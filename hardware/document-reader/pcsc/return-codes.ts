/** Maps return codes of PC/SC part 5 to faults of a document reader. Numbers: pcsc-lite's `pcsclite.h`. */

export type ReturnMeaning =
  /** The daemon does not run, or has ended. */
  | 'no-service'
  /** The daemon runs, but the reader is absent. */
  | 'no-reader'
  /** The daemon denies access to this user. */
  | 'not-allowed'
  /** Another program holds the card. */
  | 'held'
  /** The card is out of the field. */
  | 'removed'
  /** An object in the field does not answer like a chip. */
  | 'mute'
  /** Anything else. */
  | 'unexpected';

/** SCARD_E_NOT_TRANSACTED. */
export const NOT_TRANSACTED = 0x8010_0016;

const MEANINGS: ReadonlyMap<number, ReturnMeaning> = new Map([
  [0x8010_0001, 'no-service'], // SCARD_F_INTERNAL_ERROR: reported when the daemon dies
  [0x8010_0003, 'no-service'], // SCARD_E_INVALID_HANDLE: a context of a daemon that was restarted
  [0x8010_0013, 'no-service'], // SCARD_F_COMM_ERROR
  [0x8010_001d, 'no-service'], // SCARD_E_NO_SERVICE
  [0x8010_001e, 'no-service'], // SCARD_E_SERVICE_STOPPED
  [0x8010_0009, 'no-reader'], // SCARD_E_UNKNOWN_READER
  [0x8010_0017, 'no-reader'], // SCARD_E_READER_UNAVAILABLE
  [0x8010_002e, 'no-reader'], // SCARD_E_NO_READERS_AVAILABLE
  [0x8010_006a, 'not-allowed'], // SCARD_W_SECURITY_VIOLATION
  [0x8010_0027, 'not-allowed'], // SCARD_E_NO_ACCESS
  [0x8010_000b, 'held'], // SCARD_E_SHARING_VIOLATION
  [0x8010_000c, 'removed'], // SCARD_E_NO_SMARTCARD
  [0x8010_0069, 'removed'], // SCARD_W_REMOVED_CARD
  [0x8010_0008, 'mute'], // SCARD_E_INSUFFICIENT_BUFFER: the answer exceeds the longest allowed
  [0x8010_000f, 'mute'], // SCARD_E_PROTO_MISMATCH
  [NOT_TRANSACTED, 'mute'],
  [0x8010_002f, 'mute'], // SCARD_E_COMM_DATA_LOST
  [0x8010_0065, 'mute'], // SCARD_W_UNSUPPORTED_CARD
  [0x8010_0066, 'mute'], // SCARD_W_UNRESPONSIVE_CARD
  [0x8010_0067, 'mute'], // SCARD_W_UNPOWERED_CARD
  [0x8010_0068, 'mute'], // SCARD_W_RESET_CARD
]);

/** A PC/SC call that did not succeed. */
export class ReturnCodeError extends Error {
  override readonly name = 'ReturnCodeError';
  readonly meaning: ReturnMeaning;

  constructor(call: string, code: number) {
    super(`${call} returned 0x${code.toString(16).padStart(8, '0')}`);
    this.meaning = MEANINGS.get(code) ?? 'unexpected';
  }
}
