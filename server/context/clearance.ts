/** What clearance needs of the rest of the server, and what it answers. Framework-free. */
import type { Clock } from '../base/clock.ts';
import type { Fault } from '../contract/fault.ts';
import type { WireErrorCode } from '../contract/wire-error.ts';
import type { Events } from '../base/events.ts';
import type { Announcements } from './announcements.ts';
import type { SigningKey } from '../keys/server-keys.ts';
import type { LedgerGate } from '../ledger/ledger-gate.ts';
import type { Connection } from '../database/connection.ts';
import type { WriteQueue } from '../database/write-queue.ts';
import type { ReceiptSigner } from '../ingest/receipt-signer.ts';
import type { AlarmBook } from '../alarms/alarm-book.ts';
import type { TokenBuckets } from '../base/token-bucket.ts';

export interface Clearance {
  readonly knex: Connection;
  readonly queue: WriteQueue;
  readonly ledger: LedgerGate;
  readonly clock: Clock;
  /** Grants, orders, lists. */
  readonly signer: SigningKey;
  readonly receipts: ReceiptSigner;
  readonly alarms: AlarmBook;
  readonly announcements: Announcements;
  readonly events: Events;
  readonly reportPace: TokenBuckets;
  readonly statusPace: TokenBuckets;
}

export interface Refusal {
  readonly kind: 'refused';
  readonly code: WireErrorCode;
  readonly faults: readonly Fault[];
  /** Seconds, beside `rate-limited`. */
  readonly retryAfterS?: number;
}

export function refuse(code: WireErrorCode, message: string, path = ''): Refusal {
  return { kind: 'refused', code, faults: [{ path, message }] };
}
