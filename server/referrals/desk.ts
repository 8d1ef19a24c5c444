/** What acts on referrals need of the rest of the server, and what they answer. Framework-free. */
import { randomBytes } from 'node:crypto';
import type { Permit } from '../access/guarded-router.ts';
import type { Act, PersonId } from '../access/vocabulary.ts';
import { recordAct, type ActTarget } from '../acts/record-act.ts';
import type { AlarmBook } from '../alarms/alarm-book.ts';
import type { Clock } from '../base/clock.ts';
import type { Events } from '../base/events.ts';
import type { Announcements } from '../context/announcements.ts';
import type { ActDetails } from '../ledger/entry/entry.ts';
import type { LedgerGate } from '../ledger/ledger-gate.ts';
import type { OrderDesk } from '../orders/issue-order.ts';
import type { People } from '../people/people.ts';
import type { KioskId, TransactionId } from '../contract/field.ts';
import type { Connection, Transaction } from '../database/connection.ts';
import type { WriteQueue } from '../database/write-queue.ts';
import type { Actor } from './referral.ts';
import type { ReferralRefusal } from './vocabulary.ts';

export interface ReferralDesk {
  readonly knex: Connection;
  readonly queue: WriteQueue;
  readonly ledger: LedgerGate;
  readonly clock: Clock;
  readonly alarms: Pick<AlarmBook, 'announce'>;
  readonly announcements: Announcements;
  readonly events: Events;
  readonly orders: OrderDesk;
  readonly secondLooks: SecondLooks;
  readonly people: People;
}

/** A decision that lets a traveller go about whom the lane had a doubt. */
export interface DecisionAfterDoubt {
  readonly referralId: string;
  readonly kioskId: KioskId;
  readonly transactionId: TransactionId;
  readonly decidedBy: PersonId;
  /** The person who gave a second opinion before the decision. */
  readonly opinionBy: PersonId | null;
  readonly decidedAt: number;
}

/** Draws by chance which of these decisions a second person looks at. */
export interface SecondLooks {
  /** To be called in the transaction that decides. Resolves to what was drawn, for the ledger. */
  drawFor(transaction: Transaction, decision: DecisionAfterDoubt): Promise<ActDetails>;
}

export type DeskRefusal = ReferralRefusal | 'not-found' | 'out-of-scope';

export interface Refused {
  readonly kind: 'refused';
  readonly code: DeskRefusal;
}

export function refused(code: DeskRefusal): Refused {
  return { kind: 'refused', code };
}

/** 16 random bytes in hex. */
export function newId(): string {
  return randomBytes(16).toString('hex');
}

/** Whoever acts, by the duty that lets them. Only officers and supervisors come here: the table lets nobody else in. */
export function actorOf({ principal, duty }: Permit): Actor {
  return { person: principal.personId, role: duty.role === 'supervisor' ? 'supervisor' : 'officer' };
}

/** Records an act of a permit's holder in the ledger, with what was done. */
export function record(
  transaction: Transaction,
  permit: Permit,
  act: { readonly act: Act; readonly target: ActTarget; readonly at: number; readonly details?: ActDetails },
): Promise<string> {
  return recordAct(transaction, {
    person: permit.principal.personId,
    role: permit.duty.role,
    result: 'done',
    ...act,
  });
}
