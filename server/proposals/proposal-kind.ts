import type { z } from 'zod';
import type { Connection, Transaction } from '../database/connection.ts';
import type { Target } from '../access/principal.ts';
import type { Act, PersonId, Role } from '../access/vocabulary.ts';
import type { LegalConflict } from './legal-conflict.ts';

/** The people who made a joint decision, and its time. */
export interface Decision {
  readonly proposalId: string;
  readonly proposedBy: PersonId;
  readonly proposedAs: Role;
  readonly approvedBy: PersonId;
  readonly approvedAs: Role;
  /** Wall ms. */
  readonly at: number;
}

export type Applied =
  /** `afterwards` runs after the commit, at most once, for notifications inside this process. */
  | { readonly kind: 'applied'; readonly afterwards?: () => void }
  /** The proposal does not apply to the current state. Its writes are rolled back. `code`: a slug of the kind. */
  | { readonly kind: 'inapplicable'; readonly code: string };

/** A kind of decision that takes two people. */
export interface ProposalKind<P> {
  /** A slug, unique to this kind. */
  readonly kind: string;
  readonly proposeAct: Act;
  readonly approveAct: Act;
  /** Strict. The parsed value must have a canonical JSON of at most 16 KiB. */
  readonly schema: z.ZodType<P>;
  /** Time in which it can be approved, ms. */
  readonly opensForMs: number;
  /** Lanes and sites concerned, from the database; both people need a duty for each. `undefined` when one does not exist. */
  targetsOf(database: Connection, payload: P): Promise<readonly Target[] | undefined>;
  /** Current state of what it changes or ends, shown to the approver. */
  before?(database: Connection, payload: P): Promise<unknown>;
  /** Objection to the proposal when it is made; `apply` checks again. */
  objection?(database: Connection, payload: P, proposedBy: PersonId, nowMs: number): Promise<string | undefined>;
  /** Rules of law that the proposal does not fulfil, shown to the approver. Pure. */
  conflicts?(payload: P): readonly LegalConflict[];
  /**
   * Applies the proposal in the transaction that settles it: exactly once or not at all. A first run may be rolled back and repeated, so it
   * must only write to the database.
   */
  apply(transaction: Transaction, payload: P, decision: Decision): Promise<Applied>;
  /** Name under which the ledger enters it as a policy in force. */
  readonly policy?: string;
}

/** A kind with an unknown payload type: pass only what its own schema has parsed. */
export type AnyProposalKind = ProposalKind<unknown>;

export type ProposalKinds = ReadonlyMap<string, AnyProposalKind>;

/** Throws when two kinds have the same name. */
export function proposalKinds(kinds: readonly AnyProposalKind[]): ProposalKinds {
  const byName = new Map(kinds.map((one) => [one.kind, one]));
  if (byName.size !== kinds.length) throw new Error('two kinds of proposal share a name');
  return byName;
}
