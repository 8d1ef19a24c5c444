import { codedError } from '../../../hardware/host/coded-error.ts';

/** Closed. */
export type LedgerErrorCode =
  /** A text or file does not have the form of its specification. */
  | 'malformed-base64'
  | 'malformed-vkey'
  | 'malformed-note'
  | 'malformed-checkpoint'
  | 'malformed-proof'
  | 'malformed-policy'
  | 'malformed-tile'
  | 'malformed-bundle'
  | 'malformed-request'
  /** A signature with the name of a known key is not by that key. */
  | 'bad-signature'
  /** No signature is by a known key. */
  | 'no-known-signature'
  /** Signed, but not by the log that the policy names for this origin. */
  | 'other-log'
  /** Too few of the policy's witnesses cosigned. */
  | 'quorum-not-met'
  /** The hashes do not lead from the entry to the checkpoint's root. */
  | 'not-included'
  /** The tree does not have this index or size. */
  | 'out-of-range'
  /** A required log is missing. A lost log is never silently replaced. */
  | 'no-log'
  /** A log, or remains of one, already exist. */
  | 'log-exists'
  /** Another program moved the head, or the file was replaced. */
  | 'head-moved'
  /** The stored data contradicts itself. */
  | 'damaged'
  /** The log is older than one that was acknowledged: an old backup was restored. */
  | 'behind-ratchet'
  /** The sequencer stopped after an earlier failure; start the program again. */
  | 'stopped'
  /** The log's key is unavailable. Nothing was changed; waiting entries are integrated when it returns. */
  | 'unsigned'
  /** The server's database lacks openings of entries in the log: an old database was restored without the log. */
  | 'tables-behind'
  /** The tables are from before the ledger recorded their rows, and were not adopted. */
  | 'not-adopted'
  /** A witness was unreachable or gave an answer against its specification. */
  | 'witness-failed'
  /** A witness has seen a longer log: this one was restored from an old state, or forked. */
  | 'witness-ahead';

export class LedgerError extends codedError<LedgerErrorCode>('LedgerError') {}
