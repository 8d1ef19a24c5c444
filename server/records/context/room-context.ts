import type { Mode } from '../../../hardware/host/mode.ts';
import type { AlarmBook } from '../alarms/alarm-book.ts';
import type { Clock } from '../../../hardware/host/clock.ts';
import type { Events } from '../../platform/base/events.ts';
import type { Connection } from '../../platform/database/connection.ts';
import type { WriteQueue } from '../../platform/database/write-queue.ts';
import type { SigningKey } from '../../platform/keys/server-keys.ts';
import type { LedgerGate } from '../ledger/ledger-gate.ts';
import type { Announcements } from './announcements.ts';

/** The parts of the running server that every room may use. Independent of HTTP. */
export interface RoomContext {
  readonly knex: Connection;
  readonly queue: WriteQueue;
  readonly ledger: LedgerGate;
  readonly clock: Clock;
  readonly mode: Mode;
  /** Signs grants, orders and lists. */
  readonly signer: SigningKey;
  readonly alarms: AlarmBook;
  readonly announcements: Announcements;
  readonly events: Events;
}
