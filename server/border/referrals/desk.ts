/** Dependencies and results of the acts on referrals. Independent of the HTTP framework. */
import { randomBytes } from 'node:crypto';
import type { Permit } from '../../platform/access/guarded-router.ts';
import type { Act, PersonId } from '../../platform/access/vocabulary.ts';
import { recordAct, type ActTarget } from '../../records/acts/record-act.ts';
import type { AlarmBook } from '../../records/alarms/alarm-book.ts';
import type { Clock } from '../../../hardware/host/clock.ts';
import type { Events } from '../../platform/base/events.ts';
import type { Announcements } from '../../records/context/announcements.ts';
import type { ActDetails } from '../../records/ledger/entry/entry.ts';
import type { LedgerGate } from '../../records/ledger/ledger-gate.ts';
import type { OrderDesk } from '../../lanes/orders/issue-order.ts';
import type { People } from '../../people/people/people.ts';
import type { KioskId, TransactionId } from '../../contract/field.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import type { WriteQueue } from '../../platform/database/write-queue.ts';
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

/** A decision that lets a traveller go although the lane doubted the person or the document. */
export interface DecisionAfterDoubt {
  readonly referralId: string;
  readonly kioskId: KioskId;
  readonly transactionId: TransactionId;
  readonly decidedBy: PersonId;
  /** The person who gave a second opinion before the decision, or `null`. */
  readonly opinionBy: PersonId | null;
  readonly decidedAt: number;
}

/** Selects decisions at random for review by a second person. */
export interface SecondLooks {
  /** Call it in the transaction of the decision. Resolves to the draw, for the ledger. */
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

export function newId(): string {
  return randomBytes(16).toString('hex');
}

/** The actor and the role of the duty that permits the act. The access table admits only officers and supervisors here. */
export function actorOf({ principal, duty }: Permit): Actor {
  return { person: principal.personId, role: duty.role === 'supervisor' ? 'supervisor' : 'officer' };
}

/** Records an act of the permit's holder, with details, in the ledger. */
export function record(
  transaction: Transaction,
  permit: Permit,
  act: { readonly act: Act; readonly target: ActTarget; readonly at: number; readonly details?: ActDetails },
): Promise<string> {
  return recordAct(transaction, {
    person: permit.principal.personId,
    session: permit.principal.sessionId,
    role: permit.duty.role,
    result: 'done',
    ...act,
  });
}
