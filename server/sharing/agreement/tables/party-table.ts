/** The table of parties: the records of organisations that two people entered. */
import { integerColumn, jsonColumn, nullableIntegerColumn, textColumn } from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { changeRows, insertRow } from '../../../records/ledger/recorded/write-row.ts';
import { canonicalJson } from '../../../contract/canonical-json.ts';
import { partyDigest, partySchema, type Party } from '../party.ts';
import { findProven, provenRow, provenRows } from '../../../records/ledger/recorded/proven-rows.ts';

export interface StoredParty {
  readonly digest: string;
  readonly party: Party;
  readonly proposedBy: string;
  readonly approvedBy: string;
  readonly enteredAt: number;
  /** When another record replaced it, or when two people ended it. */
  readonly endedAt: number | null;
}

export async function insertParty(
  transaction: Transaction,
  stored: Omit<StoredParty, 'digest' | 'endedAt'>,
): Promise<void> {
  const { party } = stored;
  await insertRow(transaction, 'sharing_parties', {
    digest: partyDigest(party),
    party: party.id,
    role: party.role,
    content: new TextDecoder().decode(canonicalJson(party)),
    proposed_by: stored.proposedBy,
    approved_by: stored.approvedBy,
    entered_at: stored.enteredAt,
    ended_at: null,
  });
}

/** Ends the record in use. `false` when there is none. */
export async function endParty(transaction: Transaction, id: string, at: number): Promise<boolean> {
  const inUse = (rows: ReturnType<Connection>) => rows.where({ party: id }).whereNull('ended_at');
  return (await changeRows(transaction, 'sharing_parties', inUse, { ended_at: at })) > 0;
}

/** The record of a party in use. */
export async function findParty(database: Connection, id: string): Promise<StoredParty | undefined> {
  const found: Row | undefined = await database('sharing_parties').where({ party: id }).whereNull('ended_at').first();
  const row = await provenRow(database, 'sharing_parties', found);
  return row === undefined ? undefined : partyOf(row);
}

export async function findPartyRecord(database: Connection, digest: string): Promise<StoredParty | undefined> {
  const row = await findProven<Row>(database, 'sharing_parties', digest);
  return row === undefined ? undefined : partyOf(row);
}

/** All records, the latest first. */
export async function listParties(database: Connection): Promise<StoredParty[]> {
  const rows: readonly Row[] = await database('sharing_parties').orderBy([
    { column: 'entered_at', order: 'desc' },
    { column: 'digest' },
  ]);
  return (await provenRows(database, 'sharing_parties', rows)).map(partyOf);
}

type Row = Record<string, unknown>;

function partyOf(row: Row): StoredParty {
  return {
    digest: textColumn(row['digest']),
    party: partySchema.parse(jsonColumn(row['content'])),
    proposedBy: textColumn(row['proposed_by']),
    approvedBy: textColumn(row['approved_by']),
    enteredAt: integerColumn(row['entered_at']),
    endedAt: nullableIntegerColumn(row['ended_at']),
  };
}
