import { codedError } from '../../../../hardware/host/coded-error.ts';

export type TrustErrorCode =
  /** Not the expected structure. */
  | 'malformed'
  /** An algorithm that is not used in travel documents, or no longer accepted. */
  | 'unsupported'
  /** An invalid signature, or one by an untrusted key. */
  | 'untrusted'
  /** Older than the imported one. */
  | 'roll-back';

/** A list or certificate that cannot be imported. Faults in a document's own files are findings, not errors. */
export class TrustError extends codedError<TrustErrorCode>('TrustError') {}
