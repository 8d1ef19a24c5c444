/** A lane's trust data about document signers at one moment. */
import type { CscaPool } from './csca-pool.ts';
import type { DefectList } from './defect-list.ts';
import type { DeviationLists } from './deviation-list.ts';
import type { DocumentSigners } from './document-signers.ts';
import type { RevocationLists } from './revocation-list.ts';

export interface TrustStore {
  readonly pool: CscaPool;
  readonly revocationLists: RevocationLists;
  readonly defects: DefectList | undefined;
  /** Absent: none. */
  readonly deviations?: DeviationLists | undefined;
  /** For documents that contain no signer certificate. Absent: none. */
  readonly documentSigners?: DocumentSigners | undefined;
}

export interface TrustPolicy {
  /** A revocation list older than this is stale, ms. ICAO 9303-12 §7.2 requires a new one at least every 90 days. */
  readonly oldestRevocationListMs: number;
}
