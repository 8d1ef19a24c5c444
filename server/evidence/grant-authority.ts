/**
 * Who asks for a grant, and what the traveller is to them. The door to people's sign-in: sessions, roles and duties stand behind
 * it, and nothing here asks for more.
 */
import type { IncomingMessage } from 'node:http';
import type { GrantRelation, OfficerRole } from '../contract/evidence-vocabulary.ts';
import type { KioskId, OfficerId, TransactionId } from '../contract/field.ts';

export interface Officer {
  readonly id: OfficerId;
  readonly role: OfficerRole;
  /** Until when their training for looking at evidence is valid, wall ms. */
  readonly trainingValidUntil: number;
}

export interface GrantAuthority {
  /** The person behind a request who has just proved who they are; `undefined` when nobody has. */
  officerOf(request: Pick<IncomingMessage, 'headers'>): Promise<Officer | undefined>;
  /** `undefined` when this officer may not look at this traveller at all. */
  relationOf(officer: Officer, kioskId: KioskId, transactionId: TransactionId): Promise<GrantRelation | undefined>;
}
