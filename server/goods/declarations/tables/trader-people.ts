import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { integer, nullable, type RecordOf, table, text } from '../../../platform/database/table.ts';
import { changeRows, insertRow } from '../../../records/ledger/recorded/write-row.ts';
import { findProven } from '../../../records/ledger/recorded/proven-rows.ts';

const people = table({
  /** SHA-256 of the invitation code, hex. */
  id: text,
  trader: text,
  name: text,
  userHandle: text,
  codeUntil: integer,
  proposedBy: text,
  approvedBy: text,
  madeAt: integer,
  enrolledAt: nullable(integer),
  endedAt: nullable(integer),
});

/** A `PortalPerson` who uses the portal for one trader. */
export type StoredTraderPerson = RecordOf<typeof people>;

export async function insertTraderPerson(transaction: Transaction, person: StoredTraderPerson): Promise<void> {
  await insertRow(transaction, 'trader_people', people.row(person));
}

export function findTraderPerson(database: Connection, id: string): Promise<StoredTraderPerson | undefined> {
  return people.one(findProven(database, 'trader_people', id));
}

/** Latest first. */
export function listTraderPeople(database: Connection, limit: number): Promise<StoredTraderPerson[]> {
  return people.all(
    database('trader_people')
      .orderBy([
        { column: 'made_at', order: 'desc' },
        { column: 'id', order: 'asc' },
      ])
      .limit(limit),
  );
}

/** Uses up the invitation. `false` when it was used before. */
export async function markEnrolled(transaction: Transaction, id: string, at: number): Promise<boolean> {
  const invited = (rows: ReturnType<Connection>) => rows.where({ id }).whereNull('enrolled_at').whereNull('ended_at');
  return (await changeRows(transaction, 'trader_people', invited, { enrolled_at: at })) === 1;
}

/** `false` when there is no such person, or they have ended. */
export async function endTraderPerson(transaction: Transaction, id: string, at: number): Promise<boolean> {
  const present = (rows: ReturnType<Connection>) => rows.where({ id }).whereNull('ended_at');
  return (await changeRows(transaction, 'trader_people', present, { ended_at: at })) === 1;
}
