import { z } from 'zod';
import { type Assertion, assertionSchema } from '../../contract/assertion.ts';
import { personIdSchema, ROLES, type PersonId } from '../../platform/access/vocabulary.ts';
import { integerColumn } from '../../platform/database/column.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { checked, integer, json, nullable, type RecordOf, table, text } from '../../platform/database/table.ts';
import { changeRows, insertRow } from '../ledger/recorded/write-row.ts';
import { findProven, provenRow, provenRows } from '../ledger/recorded/proven-rows.ts';

/** `open` includes expired proposals, which are distinguished by time only. */
export const PROPOSAL_STATES = ['open', 'approved', 'turned-down', 'withdrawn'] as const;
export type ProposalState = (typeof PROPOSAL_STATES)[number];

const proposals = table({
  position: integer,
  id: text,
  kind: text,
  /** Canonical JSON, and its SHA-256 in hex. */
  payload: text,
  digest: text,
  state: checked(z.enum(PROPOSAL_STATES)),
  proposedBy: checked(personIdSchema),
  proposedAs: checked(z.enum(ROLES)),
  proposedAt: integer,
  expiresAt: integer,
  settledBy: nullable(checked(personIdSchema)),
  settledAt: nullable(integer),
  /** The proposer's signature, for a kind that is signed. */
  assertion: nullable(json(assertionSchema)),
  /** The signature of the person who approved it. */
  approval: nullable(json(assertionSchema)),
});

export type PlacedProposal = RecordOf<typeof proposals>;
export type StoredProposal = Omit<PlacedProposal, 'position'>;

export async function insertProposal(transaction: Transaction, proposal: StoredProposal): Promise<void> {
  await insertRow(transaction, 'proposals', proposals.row(proposal));
}

export function findProposal(database: Connection, id: string): Promise<PlacedProposal | undefined> {
  return proposals.one(findProven(database, 'proposals', id));
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
    proposals.row({ state: to.state, settledBy: to.by, settledAt: to.at, approval: to.approval ?? null }),
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
  const rows = await database('proposals').where({ kind, state: 'open' }).where('expires_at', '>', now);
  const proven = await proposals.all(provenRows(database, 'proposals', rows));
  return proven.map(({ payload }) => JSON.parse(payload) as unknown);
}

/** The parsed payload of the proposal of this kind that was approved last; `undefined` without one. */
export async function latestApproved(database: Connection, kind: string): Promise<unknown> {
  const found = await database('proposals')
    .where({ kind, state: 'approved' })
    .orderBy([
      { column: 'settled_at', order: 'desc' },
      { column: 'position', order: 'desc' },
    ])
    .first();
  const proposal = await proposals.one(provenRow(database, 'proposals', found));
  return proposal === undefined ? undefined : (JSON.parse(proposal.payload) as unknown);
}

/** Parsed payloads of the approved proposals of one kind. */
export async function approvedPayloadsOf(database: Connection, kind: string): Promise<unknown[]> {
  const rows = await database('proposals').where({ kind, state: 'approved' });
  const proven = await proposals.all(provenRows(database, 'proposals', rows));
  return proven.map(({ payload }) => JSON.parse(payload) as unknown);
}

/** Latest first. */
export function listProposals(
  database: Connection,
  query: { readonly kinds: readonly string[]; readonly before?: number | undefined; readonly limit: number },
): Promise<PlacedProposal[]> {
  return proposals.all(
    database('proposals')
      .whereIn('kind', query.kinds)
      .where((where) => {
        if (query.before !== undefined) void where.where('position', '<', query.before);
      })
      .orderBy('position', 'desc')
      .limit(query.limit),
  );
}
