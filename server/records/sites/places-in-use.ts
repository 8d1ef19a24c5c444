import type { Connection } from '../../platform/database/connection.ts';

/** The places that records of other rooms name. */
export interface PlacesInUse {
  /** Ids of sites. */
  readonly sites: ReadonlySet<string>;
  /** `site/number`. */
  readonly lanes: ReadonlySet<string>;
}

/** Reads the other rooms, which stand above this one; the program passes it. */
export type ReadPlacesInUse = (database: Connection, now: number) => Promise<PlacesInUse>;
