import { bytesColumn, integerColumn, textColumn } from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { insertRowIfNew } from '../../../records/ledger/recorded/write-row.ts';

export interface PublishedReport {
  /** `2026-10`, or `2026`. */
  readonly period: string;
  readonly madeAt: number;
  /** SHA-256 of the file, hex. */
  readonly digest: string;
  readonly bytes: number;
}

/** `false`, without a change, when another server has published the period. */
export async function insertReport(
  transaction: Transaction,
  { period, madeAt, digest }: Omit<PublishedReport, 'bytes'>,
  file: Uint8Array,
): Promise<boolean> {
  const row = { period, made_at: madeAt, digest, bytes: file.length, file: Buffer.from(file) };
  return await insertRowIfNew(transaction, 'error_rate_reports', row);
}

/** Latest first. */
export async function listReports(database: Connection): Promise<PublishedReport[]> {
  const rows: readonly Record<'period' | 'made_at' | 'digest' | 'bytes', unknown>[] = await database(
    'error_rate_reports',
  )
    .orderBy('period', 'desc')
    .select('period', 'made_at', 'digest', 'bytes');
  return rows.map((row) => ({
    period: textColumn(row.period),
    madeAt: integerColumn(row.made_at),
    digest: textColumn(row.digest),
    bytes: integerColumn(row.bytes),
  }));
}

export async function findReport(
  database: Connection,
  period: string,
): Promise<{ readonly digest: string; readonly file: Uint8Array } | undefined> {
  const row: Record<'digest' | 'file', unknown> | undefined = await database('error_rate_reports')
    .where({ period })
    .first('digest', 'file');
  return row === undefined ? undefined : { digest: textColumn(row.digest), file: bytesColumn(row.file) };
}
