import type { AccessGate } from '../platform/access/gate.ts';
import type { RoomContext } from '../records/context/room-context.ts';
import type { OrderDesk } from '../lanes/orders/issue-order.ts';
import type { Answerable } from './answers/record.ts';
import type { RetentionRollout } from './retention/roll-out.ts';
import type { ReadPartners } from './signed/read-documents.ts';
import type { LedgerDatabase } from '../platform/database/ledger-database.ts';

/** Dependencies of the privacy routes. */
export interface PrivacyDesk {
  readonly gate: AccessGate;
  readonly context: Pick<RoomContext, 'knex' | 'queue' | 'ledger' | 'clock' | 'alarms' | 'events' | 'mode'>;
  readonly ledger: LedgerDatabase;
  /** The ledger's witnesses, as a tlog-policy. */
  readonly ledgerPolicy: string;
  readonly mode: string;
  /** The configured controller and contact; absent when not configured. */
  readonly answerable?: Answerable | undefined;
  readonly partners: ReadPartners;
  /** Days for which closed requests are kept. */
  readonly closedRequestsDays: number;
  readonly alertLogDays: number;
  /** Issues orders to erase what a traveller asks to have erased. */
  readonly orders: OrderDesk;
  /** Woken when a retention policy has enough signatures. */
  readonly rollout: Pick<RetentionRollout, 'wake'>;
}
