/** Closed. */
export type LedgerErrorCode =
  /** A text or file that is not of the form its specification gives it. */
  | 'malformed-base64'
  | 'malformed-vkey'
  | 'malformed-note'
  | 'malformed-checkpoint'
  | 'malformed-proof'
  | 'malformed-policy'
  | 'malformed-tile'
  | 'malformed-bundle'
  | 'malformed-request'
  /** A key that is known did not make the signature that bears its name. */
  | 'bad-signature'
  /** No signature is of a key that is known. */
  | 'no-known-signature'
  /** Signed, but not by the log the policy names for this origin. */
  | 'other-log'
  /** Too few of the policy's witnesses cosigned. */
  | 'quorum-not-met'
  /** The hashes do not lead from the entry to the checkpoint's root. */
  | 'not-included'
  /** An index or size the tree does not have. */
  | 'out-of-range'
  /** There is no log where one must be: it is never made silently in place of one that was lost. */
  | 'no-log'
  /** There is a log already, or remains of one. */
  | 'log-exists'
  /** Another program moved the head, or the file was replaced under us. */
  | 'head-moved'
  /** What is stored contradicts itself. */
  | 'damaged'
  /** The log is older than one that was acknowledged: a backup was put back. */
  | 'behind-ratchet'
  /** The sequencer stopped after an earlier failure; start the program again. */
  | 'stopped'
  /** The log's key is away: nothing was changed, and what waits is entered once it is back. */
  | 'unsigned'
  /** The server's database lacks openings of entries that the log has: it was set back without the log. */
  | 'tables-behind'
  /** The tables are from before the ledger recorded their rows, and were not adopted. */
  | 'not-adopted'
  /** A witness could not be asked, or did not answer as its specification says. */
  | 'witness-failed'
  /** A witness has seen more of this log than there is here: it was set back, or forked. */
  | 'witness-ahead';

export class LedgerError extends Error {
  override readonly name = 'LedgerError';
  readonly code: LedgerErrorCode;

  constructor(code: LedgerErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}
