/** The table of parties: the records of organisations that two people entered. */
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { integer, json, named, nullable, type RecordOf, table, text } from '../../../platform/database/table.ts';
import { changeRows, insertRow } from '../../../records/ledger/recorded/write-row.ts';
import { canonicalJson } from '../../../contract/canonical-json.ts';
import { partyDigest, partySchema } from '../party.ts';
import { findProven, provenRow, provenRows } from '../../../records/ledger/recorded/proven-rows.ts';

const parties = table({
  digest: text,
  party: named('content', json(partySchema)),
  proposedBy: text,
  approvedBy: text,
  enteredAt: integer,
  /** When another record replaced it, or when two people ended it. */
  endedAt: nullable(integer),
});

export type StoredParty = RecordOf<typeof parties>;

export async function insertParty(
  transaction: Transaction,
  stored: Omit<StoredParty, 'digest' | 'endedAt'>,
): Promise<void> {
  const { party } = stored;
  await insertRow(transaction, 'sharing_parties', {
    ...parties.row({ ...stored, digest: partyDigest(party) }),
    party: party.id,
    role: party.role,
    content: new TextDecoder().decode(canonicalJson(party)),
  });
}

/** Ends the record in use. `false` when there is none. */
export async function endParty(transaction: Transaction, id: string, at: number): Promise<boolean> {
  const inUse = (rows: ReturnType<Connection>) => rows.where({ party: id }).whereNull('ended_at');
  return (await changeRows(transaction, 'sharing_parties', inUse, { ended_at: at })) > 0;
}

/** The record of a party in use. */
export async function findParty(database: Connection, id: string): Promise<StoredParty | undefined> {
  const found = await database('sharing_parties').where({ party: id }).whereNull('ended_at').first();
  return parties.one(provenRow(database, 'sharing_parties', found));
}

export function findPartyRecord(database: Connection, digest: string): Promise<StoredParty | undefined> {
  return parties.one(findProven(database, 'sharing_parties', digest));
}

/** All records, the latest first. */
export async function listParties(database: Connection): Promise<StoredParty[]> {
  const rows = await database('sharing_parties').orderBy([
    { column: 'entered_at', order: 'desc' },
    { column: 'digest' },
  ]);
  return parties.all(provenRows(database, 'sharing_parties', rows));
}
