/** The table of temporary restrictions on people and on programs of traders. */
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { integer, named, type RecordOf, table, text, word } from '../../platform/database/table.ts';
import { changeRows, deleteRows, insertRow } from '../ledger/recorded/write-row.ts';
import { RESTRICTION_KINDS, type RestrictionKind } from './vocabulary.ts';

const restrictions = table({
  /** That of the response which placed it. */
  id: text,
  kind: word(RESTRICTION_KINDS),
  /** Id of the person or trader. */
  subject: text,
  /** Wall ms; in force from the first until before the second, unless it was ended. */
  from: named('from_at', integer),
  until: named('until_at', integer),
});

export type Restriction = RecordOf<typeof restrictions>;

const TABLE = 'restrictions';

export async function insertRestriction(transaction: Transaction, one: Restriction): Promise<void> {
  const { id, kind, subject, from, until } = one;
  await insertRow(transaction, TABLE, restrictions.row({ id, kind, subject, from, until }));
}

/** Ends a restriction before its time; without effect when it has ended. */
export async function endRestriction(transaction: Transaction, id: string, at: number): Promise<void> {
  await changeRows(transaction, TABLE, (rows) => rows.where({ id }).whereNull('ended_at'), { ended_at: at });
}

/** The restrictions of a person or trader in force, the latest first. */
export function restrictionsOf(database: Connection, subject: string, nowMs: number): Promise<Restriction[]> {
  return restrictions.all(
    database(TABLE)
      .where({ subject })
      .where('until_at', '>', Math.round(nowMs))
      .whereNull('ended_at')
      .orderBy([{ column: 'from_at', order: 'desc' }, { column: 'id' }]),
  );
}

export async function isRestricted(
  database: Connection,
  about: { readonly kind: RestrictionKind; readonly subject: string },
  nowMs: number,
): Promise<boolean> {
  return (await restrictionsOf(database, about.subject, nowMs)).some(({ kind }) => kind === about.kind);
}

export async function deleteRestrictions(transaction: Transaction, ids: readonly string[]): Promise<void> {
  await deleteRows(transaction, TABLE, (rows) => rows.whereIn('id', [...ids]));
}
