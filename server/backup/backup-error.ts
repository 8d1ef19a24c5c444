/** Closed. */
export type BackupErrorCode =
  /** The file does not begin as a backup does, or is of a version this program does not read. */
  | 'not-a-backup'
  /** It was sealed to another key. */
  | 'other-recipient'
  /** A byte of it is not what was sealed, or something was cut out, put in or moved. */
  | 'damaged'
  /** It ends before its end. */
  | 'truncated'
  /** The text is no recipient, or the file no identity, or others may read it. */
  | 'malformed-key'
  /** It was made by a newer version of this program. */
  | 'newer-schema'
  /** What it would be restored over is not empty. */
  | 'not-empty'
  /** What is in it contradicts the ledger, or itself. */
  | 'unsound'
  /** The log in it is shorter than one that was acknowledged. */
  | 'behind-ratchet'
  /** A witness has seen more of the log than is in it. */
  | 'behind-witness'
  /** The log's public key is needed, to judge by something that is not in the backup. */
  | 'no-ledger-key'
  /** A file or folder cannot be read or made. */
  | 'unavailable';

export class BackupError extends Error {
  override readonly name = 'BackupError';
  readonly code: BackupErrorCode;

  constructor(code: BackupErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}
