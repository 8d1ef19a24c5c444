import type { AccessGate } from '../access/gate.ts';
import type { RoomContext } from '../context/room-context.ts';
import type { OrderDesk } from '../orders/issue-order.ts';
import type { Answerable } from './answers/record.ts';
import type { RetentionRollout } from './retention/roll-out.ts';
import type { LedgerDatabase } from '../database/ledger-database.ts';

/** What the privacy officer's part needs of the rest of the server. */
export interface PrivacyDesk {
  readonly gate: AccessGate;
  readonly context: Pick<RoomContext, 'knex' | 'queue' | 'ledger' | 'clock' | 'alarms' | 'events'>;
  readonly ledger: LedgerDatabase;
  /** A tlog-policy: who witnesses the ledger. */
  readonly ledgerPolicy: string;
  readonly mode: string;
  /** Who answers for the processing; absent: nobody was named. */
  readonly answerable?: Answerable | undefined;
  /** For how long closed requests are kept. */
  readonly closedRequestsDays: number;
  /** By which lanes are told to erase what a traveller asks to have erased. */
  readonly orders: OrderDesk;
  /** Told when a retention policy has its signatures. */
  readonly rollout: Pick<RetentionRollout, 'wake'>;
}
