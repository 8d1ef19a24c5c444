import { bytesColumn, textColumn } from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { integer, type RecordOf, table, text } from '../../../platform/database/table.ts';
import { insertRowIfNew } from '../../../records/ledger/recorded/write-row.ts';

const reports = table({
  /** `2026-10`, or `2026`. */
  period: text,
  madeAt: integer,
  /** SHA-256 of the file, hex. */
  digest: text,
  bytes: integer,
});

export type PublishedReport = RecordOf<typeof reports>;

/** `false`, without a change, when another server has published the period. */
export async function insertReport(
  transaction: Transaction,
  report: Omit<PublishedReport, 'bytes'>,
  file: Uint8Array,
): Promise<boolean> {
  const row = { ...reports.row({ ...report, bytes: file.length }), file: Buffer.from(file) };
  return await insertRowIfNew(transaction, 'error_rate_reports', row);
}

/** Latest first. */
export function listReports(database: Connection): Promise<PublishedReport[]> {
  return reports.all(
    database('error_rate_reports').orderBy('period', 'desc').select('period', 'made_at', 'digest', 'bytes'),
  );
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
