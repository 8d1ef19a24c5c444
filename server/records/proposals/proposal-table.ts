import { z } from 'zod';
import { type Assertion, assertionSchema } from '../../contract/assertion.ts';
import { personIdSchema, ROLES, type PersonId, type Role } from '../../platform/access/vocabulary.ts';
import {
  integerColumn,
  nullableIntegerColumn,
  nullableTextColumn,
  textColumn,
} from '../../platform/database/column.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { changeRows, insertRow } from '../ledger/recorded/write-row.ts';
import { findProven, provenRow, provenRows } from '../ledger/recorded/proven-rows.ts';

/** `open` includes expired proposals, which are distinguished by time only. */
export const PROPOSAL_STATES = ['open', 'approved', 'turned-down', 'withdrawn'] as const;
export type ProposalState = (typeof PROPOSAL_STATES)[number];

export interface StoredProposal {
  readonly id: string;
  readonly kind: string;
  /** Canonical JSON, and its SHA-256 in hex. */
  readonly payload: string;
  readonly digest: string;
  readonly state: ProposalState;
  readonly proposedBy: PersonId;
  readonly proposedAs: Role;
  readonly proposedAt: number;
  readonly expiresAt: number;
  readonly settledBy: PersonId | null;
  readonly settledAt: number | null;
  /** The proposer's signature, for a kind that is signed. */
  readonly assertion: Assertion | null;
  /** The signature of the person who approved it. */
  readonly approval: Assertion | null;
}

export interface PlacedProposal extends StoredProposal {
  readonly position: number;
}

export async function insertProposal(transaction: Transaction, proposal: StoredProposal): Promise<void> {
  await insertRow(transaction, 'proposals', {
    id: proposal.id,
    kind: proposal.kind,
    payload: proposal.payload,
    digest: proposal.digest,
    state: proposal.state,
    proposed_by: proposal.proposedBy,
    proposed_as: proposal.proposedAs,
    proposed_at: proposal.proposedAt,
    expires_at: proposal.expiresAt,
    settled_by: proposal.settledBy,
    settled_at: proposal.settledAt,
    assertion: textOf(proposal.assertion),
    approval: textOf(proposal.approval),
  });
}

export async function findProposal(database: Connection, id: string): Promise<PlacedProposal | undefined> {
  const row = await findProven<Row>(database, 'proposals', id);
  return row === undefined ? undefined : proposalOf(row);
}

/** Settles an open proposal; `false`, without a change, when it is not open. */
export async function settleProposal(
  transaction: Transaction,
  id: string,
  to: {
    readonly state: Exclude<ProposalState, 'open'>;
    readonly by: PersonId;
    readonly at: number;
    readonly approval?: Assertion | undefined;
  },
): Promise<boolean> {
  const changed = await changeRows(
    transaction,
    'proposals',
    { id, state: 'open' },
    { state: to.state, settled_by: to.by, settled_at: to.at, approval: textOf(to.approval ?? null) },
  );
  return changed === 1;
}

export async function countOpenProposals(database: Connection, by: PersonId, now: number): Promise<number> {
  const row: { count?: unknown } | undefined = await database('proposals')
    .where({ proposed_by: by, state: 'open' })
    .where('expires_at', '>', now)
    .count({ count: '*' })
    .first();
  return integerColumn(row?.count);
}

/** Parsed payloads of the open proposals of one kind. */
export async function openPayloadsOf(database: Connection, kind: string, now: number): Promise<unknown[]> {
  const rows: readonly Row[] = await database('proposals').where({ kind, state: 'open' }).where('expires_at', '>', now);
  const proven = await provenRows(database, 'proposals', rows);
  return proven.map(({ payload }) => JSON.parse(textColumn(payload)) as unknown);
}

/** The parsed payload of the proposal of this kind that was approved last; `undefined` without one. */
export async function latestApproved(database: Connection, kind: string): Promise<unknown> {
  const found: Row | undefined = await database('proposals')
    .where({ kind, state: 'approved' })
    .orderBy([
      { column: 'settled_at', order: 'desc' },
      { column: 'position', order: 'desc' },
    ])
    .first();
  const row = await provenRow(database, 'proposals', found);
  return row === undefined ? undefined : (JSON.parse(textColumn(row.payload)) as unknown);
}

/** Latest first. */
export async function listProposals(
  database: Connection,
  query: { readonly kinds: readonly string[]; readonly before?: number | undefined; readonly limit: number },
): Promise<PlacedProposal[]> {
  const rows: readonly Row[] = await database('proposals')
    .whereIn('kind', query.kinds)
    .where((where) => {
      if (query.before !== undefined) void where.where('position', '<', query.before);
    })
    .orderBy('position', 'desc')
    .limit(query.limit);
  return rows.map(proposalOf);
}

type Row = Record<
  | 'position'
  | 'id'
  | 'kind'
  | 'payload'
  | 'digest'
  | 'state'
  | 'proposed_by'
  | 'proposed_as'
  | 'proposed_at'
  | 'expires_at'
  | 'settled_by'
  | 'settled_at'
  | 'assertion'
  | 'approval',
  unknown
>;

const stateSchema = z.enum(PROPOSAL_STATES);
const roleSchema = z.enum(ROLES);

function proposalOf(row: Row): PlacedProposal {
  return {
    position: integerColumn(row.position),
    id: textColumn(row.id),
    kind: textColumn(row.kind),
    payload: textColumn(row.payload),
    digest: textColumn(row.digest),
    state: stateSchema.parse(row.state),
    proposedBy: personIdSchema.parse(row.proposed_by),
    proposedAs: roleSchema.parse(row.proposed_as),
    proposedAt: integerColumn(row.proposed_at),
    expiresAt: integerColumn(row.expires_at),
    settledBy: personIdSchema.nullable().parse(row.settled_by),
    settledAt: nullableIntegerColumn(row.settled_at),
    assertion: assertionOf(row.assertion),
    approval: assertionOf(row.approval),
  };
}

function textOf(assertion: Assertion | null): string | null {
  return assertion === null ? null : JSON.stringify(assertion);
}

function assertionOf(column: unknown): Assertion | null {
  const text = nullableTextColumn(column);
  return text === null ? null : assertionSchema.parse(JSON.parse(text));
}
