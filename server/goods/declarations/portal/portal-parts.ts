import type { RateTable } from '../../../contract/rules/rate-table.ts';
import type { Connection } from '../../../platform/database/connection.ts';
import type { PortalPeopleParts } from '../../../people/portals/portal-parts.ts';
import type { Refused } from '../front/messages.ts';
import type { Jurisdiction } from '../rules/context.ts';
import type { StoredTraderPerson } from '../tables/trader-people.ts';

export interface PortalParts extends PortalPeopleParts<StoredTraderPerson> {
  /** The ledger's database. */
  readonly log: Connection;
  readonly jurisdiction: Jurisdiction;
  /** The table of exchange rates by which a declaration of today is judged. */
  readonly ratesToday: () => RateTable | undefined;
  /** By which the portal's page verifies proofs of viewings: text of a tlog-policy. */
  readonly ledgerPolicy: string;
  /** Keys the digests of identifiers in mandates, 32 bytes. */
  readonly fingerprintKey: Uint8Array;
  /** Keyed digest of a network, 32 hex digits: distinguishes networks. */
  readonly networkDigest: (network: string) => string;
}

export const refused = (code: Refused['code']): Refused => ({ kind: 'refused', code });
