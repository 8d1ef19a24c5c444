import { codedError } from '../../../hardware/host/coded-error.ts';

/** Closed. */
export type FleetErrorCode =
  /** `postern-server fleet init` has not been run. */
  | 'no-authority'
  /** A file of the authority cannot be read or written. */
  | 'unreadable'
  /** Users other than the owner may read the authority's key. */
  | 'exposed'
  /** Key and certificate are damaged or do not match, or the certificate has expired. */
  | 'unusable'
  /** The authority is one of a rehearsal and this server is not in one, or the reverse. */
  | 'other-mode';

export class FleetError extends codedError<FleetErrorCode>('FleetError') {}
