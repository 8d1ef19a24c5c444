import type { RoomContext } from '../../context/room-context.ts';
import type { RateTable } from '../../contract/rules/rate-table.ts';
import type { Connection } from '../../database/connection.ts';
import type { Work } from '../../database/write-queue.ts';
import type { People } from '../../people/people.ts';
import type { RelyingParty } from '../../people/webauthn.ts';
import type { Signals } from '../../signals/signals.ts';
import type { Refused } from '../front/messages.ts';
import type { Jurisdiction } from '../rules/context.ts';
import type { TraderSessions } from './trader-sessions.ts';

export interface PortalParts {
  readonly context: RoomContext;
  /** The ledger's database. */
  readonly log: Connection;
  readonly people: Pick<People, 'ceremonies' | 'rateLimit' | 'sealer'> & {
    readonly config: Pick<People['config'], 'mode'>;
  };
  readonly signals: Signals;
  readonly sessions: TraderSessions;
  /** The portal's origin is known when the front listens. */
  readonly party: () => RelyingParty;
  readonly jurisdiction: Jurisdiction;
  /** The table of exchange rates by which a declaration of today is judged. */
  readonly ratesToday: () => RateTable | undefined;
  /** By which the portal's page verifies proofs of viewings: text of a tlog-policy. */
  readonly ledgerPolicy: string;
  /** Keys the digests of identifiers in mandates, 32 bytes. */
  readonly fingerprintKey: Uint8Array;
  /** Keyed digest of a network, 32 hex digits: tells networks apart. */
  readonly networkDigest: (network: string) => string;
  /** Runs a transaction and waits until the ledger holds its entries. */
  commit<T>(work: Work<T>): Promise<T>;
}

export const refused = (code: Refused['code']): Refused => ({ kind: 'refused', code });
