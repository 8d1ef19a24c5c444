import { z } from 'zod';
import { FIELD_GROUPS, type FieldGroup } from '../../../contract/office-keys.ts';
import { integerColumn, jsonColumn, nullableIntegerColumn, textColumn } from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { wordColumn } from '../../../platform/database/word-column.ts';
import { insertRow } from '../../../records/ledger/recorded/write-row.ts';
import { DECLARATION_PURPOSES, type DeclarationPurpose } from './vocabulary.ts';

const groupsSchema = z.array(z.enum(FIELD_GROUPS));

export interface StoredViewing {
  /** 16 random bytes in hex. */
  readonly id: string;
  readonly trader: string;
  /** Gapless for each trader, from 1. */
  readonly number: number;
  readonly declarationId: string;
  readonly office: string;
  readonly officer: string;
  readonly session: string;
  readonly purpose: DeclarationPurpose;
  readonly groups: readonly FieldGroup[];
  /** The server's wall time, ms. */
  readonly grantedAt: number;
  readonly expiresAt: number;
}

export async function insertViewing(transaction: Transaction, viewing: StoredViewing): Promise<void> {
  await insertRow(transaction, 'declaration_viewings', {
    id: viewing.id,
    trader: viewing.trader,
    number: viewing.number,
    declaration_id: viewing.declarationId,
    office: viewing.office,
    officer: viewing.officer,
    session: viewing.session,
    purpose: viewing.purpose,
    groups: JSON.stringify(viewing.groups),
    granted_at: viewing.grantedAt,
    expires_at: viewing.expiresAt,
  });
}

export async function findViewing(database: Connection, id: string): Promise<StoredViewing | undefined> {
  const row: Record<string, unknown> | undefined = await database('declaration_viewings').where({ id }).first();
  return row === undefined ? undefined : viewingOf(row);
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
export async function viewingsOfTrader(
  database: Connection,
  trader: string,
  after: number,
  limit: number,
): Promise<StoredViewing[]> {
  const rows: readonly Record<string, unknown>[] = await database('declaration_viewings')
    .where({ trader })
    .where('number', '>', after)
    .orderBy('number')
    .limit(limit);
  return rows.map(viewingOf);
}

function viewingOf(row: Readonly<Record<string, unknown>>): StoredViewing {
  return {
    id: textColumn(row['id']),
    trader: textColumn(row['trader']),
    number: integerColumn(row['number']),
    declarationId: textColumn(row['declaration_id']),
    office: textColumn(row['office']),
    officer: textColumn(row['officer']),
    session: textColumn(row['session']),
    purpose: wordColumn(DECLARATION_PURPOSES, row['purpose']),
    groups: groupsSchema.parse(jsonColumn(row['groups'])),
    grantedAt: integerColumn(row['granted_at']),
    expiresAt: integerColumn(row['expires_at']),
  };
}
