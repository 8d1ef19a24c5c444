import { codedError } from '../../../hardware/host/coded-error.ts';

/** Closed. */
export type BackupErrorCode =
  /** The file does not start like a backup, or has an unknown version. */
  | 'not-a-backup'
  /** The backup is sealed to another key. */
  | 'other-recipient'
  /** The content was altered: bytes changed, removed, added or moved. */
  | 'damaged'
  /** The file ends early. */
  | 'truncated'
  /** The text is not a recipient, the file is not an identity, or others may read it. */
  | 'malformed-key'
  /** A newer version of this program made the backup. */
  | 'newer-schema'
  /** The target is not empty. */
  | 'not-empty'
  /** The content contradicts the ledger or itself. */
  | 'unsound'
  /** Its log is shorter than one that was acknowledged. */
  | 'behind-ratchet'
  /** A witness has seen a longer log than the backup's. */
  | 'behind-witness'
  /** The log's public key is missing; it must not come from the backup. */
  | 'no-ledger-key'
  /** A file or folder cannot be read or made. */
  | 'unavailable';

export class BackupError extends codedError<BackupErrorCode>('BackupError') {}
