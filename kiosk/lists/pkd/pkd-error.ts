import { codedError } from '../../../hardware/host/coded-error.ts';

export type PkdErrorCode =
  /** No connection, or TLS was refused. */
  | 'unreachable'
  /** The directory refused the sign-in or the search. */
  | 'refused'
  /** The directory, or a file, ended before everything was read. */
  | 'incomplete'
  | 'malformed'
  | 'too-large'
  | 'too-slow'
  /** Nothing was found. */
  | 'empty'
  /** Changes that continue no file that was read before. */
  | 'changes'
  /** The folder exists already. */
  | 'present'
  /** A file or folder is missing. */
  | 'absent';

/** A source that cannot be read, or a command that cannot be done. Nothing was written then. */
export class PkdError extends codedError<PkdErrorCode>('PkdError') {}
