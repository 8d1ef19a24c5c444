import type { z } from 'zod';
import type { Assertion } from '../../contract/assertion.ts';
import type { Refusal } from '../../platform/base/refusal.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import type { Target } from '../../platform/access/principal.ts';
import type { Act, PersonId, Role } from '../../platform/access/vocabulary.ts';
import type { LegalConflict } from './legal-conflict.ts';

/** The people who made a joint decision, and its time. */
export interface Decision {
  readonly proposalId: string;
  readonly proposedBy: PersonId;
  readonly proposedAs: Role;
  readonly approvedBy: PersonId;
  readonly approvedAs: Role;
  /** Id of the session in which the approver acts. */
  readonly approvedIn: string;
  /** Wall ms. */
  readonly at: number;
  /** The signatures of both people, for a kind that is signed. */
  readonly assertions?: Assertions | undefined;
}

/** The signatures of both people over the digest of a proposal. */
export interface Assertions {
  readonly proposed: Assertion;
  readonly approved: Assertion;
}

/** A person's verified signature over the digest of what they propose or approve. */
export interface Signature {
  readonly assertion: Assertion;
  /** Takes it in the transaction that relies on it, once. Resolves to the refusal of one that was taken before. */
  take(transaction: Transaction): Promise<Refusal | undefined>;
}

/** Who made a proposal, and when. */
export interface Made {
  readonly proposedBy: PersonId;
  /** Wall ms. */
  readonly proposedAt: number;
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
  /**
   * Each of the two people signs the digest of the payload with their passkey, because lanes verify both signatures. The room of the kind
   * takes them; without one it can be neither proposed nor approved.
   */
  readonly isSigned?: true;
  /** Time in which it can be approved, ms. */
  readonly opensForMs: number;
  /** Lanes and sites concerned, from the database; both people need a duty for each. `undefined` when one does not exist. */
  targetsOf(database: Connection, payload: P): Promise<readonly Target[] | undefined>;
  /** Current state of what it changes or ends, shown to the approver. It must not depend on the time at which it is read. */
  before?(database: Connection, payload: P, made: Made): Promise<unknown>;
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
