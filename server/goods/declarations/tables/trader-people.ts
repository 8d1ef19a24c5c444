import { integerColumn, nullableIntegerColumn, textColumn } from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import type { PortalPerson } from '../../../people/portals/portal-person.ts';
import { changeRows, insertRow } from '../../../records/ledger/recorded/write-row.ts';
import { findProven } from '../../../records/ledger/recorded/proven-rows.ts';

/** A person who uses the portal for one trader. */
export interface StoredTraderPerson extends PortalPerson {
  readonly trader: string;
}

export async function insertTraderPerson(transaction: Transaction, person: StoredTraderPerson): Promise<void> {
  await insertRow(transaction, 'trader_people', {
    id: person.id,
    trader: person.trader,
    name: person.name,
    user_handle: person.userHandle,
    code_until: person.codeUntil,
    proposed_by: person.proposedBy,
    approved_by: person.approvedBy,
    made_at: person.madeAt,
    enrolled_at: person.enrolledAt,
    ended_at: person.endedAt,
  });
}

export async function findTraderPerson(database: Connection, id: string): Promise<StoredTraderPerson | undefined> {
  const row = await findProven<Record<string, unknown>>(database, 'trader_people', id);
  return row === undefined ? undefined : personOf(row);
}

/** Latest first. */
export async function listTraderPeople(database: Connection, limit: number): Promise<StoredTraderPerson[]> {
  const rows: readonly Record<string, unknown>[] = await database('trader_people')
    .orderBy([
      { column: 'made_at', order: 'desc' },
      { column: 'id', order: 'asc' },
    ])
    .limit(limit);
  return rows.map(personOf);
}

function personOf(row: Readonly<Record<string, unknown>>): StoredTraderPerson {
  return {
    id: textColumn(row['id']),
    trader: textColumn(row['trader']),
    name: textColumn(row['name']),
    userHandle: textColumn(row['user_handle']),
    codeUntil: integerColumn(row['code_until']),
    proposedBy: textColumn(row['proposed_by']),
    approvedBy: textColumn(row['approved_by']),
    madeAt: integerColumn(row['made_at']),
    enrolledAt: nullableIntegerColumn(row['enrolled_at']),
    endedAt: nullableIntegerColumn(row['ended_at']),
  };
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
