/**
 * Invented proposals of drills. A person sees theirs among the real ones. They are in no table of this room, and approving one reaches neither
 * `apply` nor the ledger.
 */
import type { PersonId, Role } from '../../platform/access/vocabulary.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';

/** How a person answers a proposal. */
export type Settlement = 'approved' | 'declined' | 'reported';

export interface Decoy {
  readonly id: string;
  readonly kind: string;
  readonly payload: unknown;
  readonly proposedBy: PersonId;
  readonly proposedAs: Role;
  readonly proposedAt: number;
  readonly expiresAt: number;
  /** How the person answered; `null` before. */
  readonly answer: { readonly scenario: string; readonly answer: Settlement } | null;
}

export interface Decoys {
  /** Those that this person is shown now, latest first. */
  shownTo(database: Connection, personId: PersonId, nowMs: number): Promise<readonly Decoy[]>;
  /** Keeps the first answer. */
  answer(transaction: Transaction, id: string, answer: Settlement): Promise<void>;
}
