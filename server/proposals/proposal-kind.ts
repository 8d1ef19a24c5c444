import type { z } from 'zod';
import type { Connection, Transaction } from '../database/connection.ts';
import type { Target } from '../access/principal.ts';
import type { Act, PersonId, Role } from '../access/vocabulary.ts';

/** Who has decided something together, and when. */
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
  /** `afterwards` runs after the commit, at most once: for what need only be told in this process. */
  | { readonly kind: 'applied'; readonly afterwards?: () => void }
  /** What is proposed does not fit any more, or never did. All that was written with it is taken back. `code`: a slug of the kind. */
  | { readonly kind: 'inapplicable'; readonly code: string };

/** Something that two people decide together. */
export interface ProposalKind<P> {
  /** A slug, of this kind alone. */
  readonly kind: string;
  readonly proposeAct: Act;
  readonly approveAct: Act;
  /** Strict; what it reads must have a canonical JSON of at most 16 KiB. */
  readonly schema: z.ZodType<P>;
  /** How long an approval is waited for. */
  readonly opensForMs: number;
  /** The lanes and sites that it is about, as the database has them: both people must be in charge of each. `undefined`: there is no such. */
  targetsOf(database: Connection, payload: P): Promise<readonly Target[] | undefined>;
  /** What there is that it changes or ends, for whoever is to approve it. */
  before?(database: Connection, payload: P): Promise<unknown>;
  /** What stands against it when it is proposed already; it is asked again by `apply`. */
  objection?(database: Connection, payload: P, proposedBy: PersonId, nowMs: number): Promise<string | undefined>;
  /**
   * Brings it about, in the transaction that settles the proposal: exactly once, or not at all. It may run twice, the first time
   * being rolled back, so it writes to the database only.
   */
  apply(transaction: Transaction, payload: P, decision: Decision): Promise<Applied>;
  /** By which name the ledger enters it as a policy that has come into force. */
  readonly policy?: string;
}

/** A kind whose payload only it knows: what its own schema has read is all that it may be given. */
export type AnyProposalKind = ProposalKind<unknown>;

export type ProposalKinds = ReadonlyMap<string, AnyProposalKind>;

/** Throws when two kinds share a name. */
export function proposalKinds(kinds: readonly AnyProposalKind[]): ProposalKinds {
  const byName = new Map(kinds.map((one) => [one.kind, one]));
  if (byName.size !== kinds.length) throw new Error('two kinds of proposal share a name');
  return byName;
}
