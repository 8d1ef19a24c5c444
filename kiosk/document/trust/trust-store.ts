/** All that a lane believes about those who sign documents, at one moment. */
import type { CscaPool } from './csca-pool.ts';
import type { DefectList } from './defect-list.ts';
import type { RevocationLists } from './revocation-list.ts';

export interface TrustStore {
  readonly pool: CscaPool;
  readonly revocationLists: RevocationLists;
  readonly defects: DefectList | undefined;
}

export interface TrustPolicy {
  /** A revocation list older than this is stale, ms. ICAO 9303-12 §7.2 asks for a new one every 90 days at least. */
  readonly oldestRevocationListMs: number;
}
