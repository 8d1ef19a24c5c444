import { codedError } from '../../../hardware/host/coded-error.ts';

/** Closed. */
export type ReleaseErrorCode =
  /** A file is missing, too large, or not valid metadata. */
  | 'malformed'
  /** There is no repository in the folder, or none yet. */
  | 'no-repository'
  /** The repository is there already. */
  | 'present'
  /** Too few people have signed, or with keys that the root does not name. */
  | 'unsigned'
  /** The draft does not follow the newest version in the repository. */
  | 'not-next'
  /** A file of a target is missing, or differs from its metadata. */
  | 'wrong-file'
  /** The terms of a target are not valid, or its version is already used. */
  | 'not-allowed'
  /** Trust lists change, and the person has not compared them. */
  | 'not-compared'
  /** Metadata has expired. */
  | 'expired';

export class ReleaseError extends codedError<ReleaseErrorCode>('ReleaseError') {}
