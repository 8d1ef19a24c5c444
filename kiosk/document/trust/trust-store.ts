/** A lane's trust data about document signers at one moment. */
import type { CscaPool } from './csca-pool.ts';
import type { DefectList } from './defect-list.ts';
import type { RevocationLists } from './revocation-list.ts';

export interface TrustStore {
  readonly pool: CscaPool;
  readonly revocationLists: RevocationLists;
  readonly defects: DefectList | undefined;
}

export interface TrustPolicy {
  /** A revocation list older than this is stale, ms. ICAO 9303-12 §7.2 requires a new one at least every 90 days. */
  readonly oldestRevocationListMs: number;
}
