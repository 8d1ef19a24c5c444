import { z } from 'zod';
import { FIELD_GROUPS } from '../../../contract/office-keys.ts';
import { integerColumn, nullableIntegerColumn } from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { integer, json, type RecordOf, table, text, word } from '../../../platform/database/table.ts';
import { insertRow } from '../../../records/ledger/recorded/write-row.ts';
import { DECLARATION_PURPOSES } from './vocabulary.ts';

const viewings = table({
  /** 16 random bytes in hex. */
  id: text,
  trader: text,
  /** Gapless for each trader, from 1. */
  number: integer,
  declarationId: text,
  office: text,
  officer: text,
  session: text,
  purpose: word(DECLARATION_PURPOSES),
  groups: json(z.array(z.enum(FIELD_GROUPS))),
  /** The server's wall time, ms. */
  grantedAt: integer,
  expiresAt: integer,
});

export type StoredViewing = RecordOf<typeof viewings>;

export async function insertViewing(transaction: Transaction, viewing: StoredViewing): Promise<void> {
  await insertRow(transaction, 'declaration_viewings', viewings.row(viewing));
}

export function findViewing(database: Connection, id: string): Promise<StoredViewing | undefined> {
  return viewings.one(database('declaration_viewings').where({ id }).first());
}

/** The number of a trader's latest viewing; 0 without one. */
export async function lastNumber(database: Connection, trader: string): Promise<number> {
  const row: { last?: unknown } | undefined = await database('declaration_viewings')
    .where({ trader })
    .max({ last: 'number' })
    .first();
  return nullableIntegerColumn(row?.last ?? null) ?? 0;
}

export async function countViewings(database: Connection, declarationId: string): Promise<number> {
  const row: { count?: unknown } | undefined = await database('declaration_viewings')
    .where({ declaration_id: declarationId })
    .count({ count: '*' })
    .first();
  return integerColumn(row?.count);
}

/** Times of an officer's viewings after a moment, oldest first. */
export async function viewingTimes(database: Connection, officer: string, after: number): Promise<number[]> {
  const times: readonly unknown[] = await database('declaration_viewings')
    .where({ officer })
    .where('granted_at', '>', after)
    .orderBy('granted_at')
    .pluck('granted_at');
  return times.map(integerColumn);
}

/** Viewings of a trader's declarations after a number, in order. */
export function viewingsOfTrader(
  database: Connection,
  trader: string,
  after: number,
  limit: number,
): Promise<StoredViewing[]> {
  return viewings.all(
    database('declaration_viewings').where({ trader }).where('number', '>', after).orderBy('number').limit(limit),
  );
}
