/** The table of temporary restrictions on people and on programs of traders. */
import { integerColumn, textColumn } from '../../platform/database/column.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { wordColumn } from '../../platform/database/word-column.ts';
import { changeRows, deleteRows, insertRow } from '../ledger/recorded/write-row.ts';
import { RESTRICTION_KINDS, type RestrictionKind } from './vocabulary.ts';

export interface Restriction {
  /** That of the response which placed it. */
  readonly id: string;
  readonly kind: RestrictionKind;
  /** Id of the person or trader. */
  readonly subject: string;
  /** Wall ms; in force from the first until before the second, unless it was ended. */
  readonly from: number;
  readonly until: number;
}

const TABLE = 'restrictions';

export async function insertRestriction(transaction: Transaction, one: Restriction): Promise<void> {
  const { id, kind, subject, from, until } = one;
  await insertRow(transaction, TABLE, { id, kind, subject, from_at: from, until_at: until });
}

/** Ends a restriction before its time; without effect when it has ended. */
export async function endRestriction(transaction: Transaction, id: string, at: number): Promise<void> {
  await changeRows(transaction, TABLE, (rows) => rows.where({ id }).whereNull('ended_at'), { ended_at: at });
}

/** The restrictions of a person or trader in force, the latest first. */
export async function restrictionsOf(database: Connection, subject: string, nowMs: number): Promise<Restriction[]> {
  const rows: readonly Row[] = await database(TABLE)
    .where({ subject })
    .where('until_at', '>', Math.round(nowMs))
    .whereNull('ended_at')
    .orderBy([{ column: 'from_at', order: 'desc' }, { column: 'id' }]);
  return rows.map(restrictionOf);
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

type Row = Record<'id' | 'kind' | 'subject' | 'from_at' | 'until_at', unknown>;

function restrictionOf(row: Row): Restriction {
  return {
    id: textColumn(row.id),
    kind: wordColumn(RESTRICTION_KINDS, row.kind),
    subject: textColumn(row.subject),
    from: integerColumn(row.from_at),
    until: integerColumn(row.until_at),
  };
}
