import { integerColumn } from '../../platform/database/column.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { insertRow } from '../../records/ledger/recorded/write-row.ts';

/** A backup as the command that made it recorded it. */
export interface MadeBackup {
  /** Name without its folder; it contains the time. */
  readonly file: string;
  readonly madeAt: number;
  readonly bytes: number;
  readonly rows: number;
  /** Id of the key that opens it, in hex. */
  readonly keyId: string;
}

export async function insertBackup(transaction: Transaction, backup: MadeBackup): Promise<void> {
  const { file, madeAt, bytes, rows, keyId } = backup;
  await insertRow(transaction, 'backups', { file, made_at: madeAt, bytes, row_count: rows, key_id: keyId });
}

/** Wall ms of the last backup; `null` without one. */
export async function lastBackupAt(database: Connection): Promise<number | null> {
  const row: { made_at: unknown } | undefined = await database('backups').orderBy('made_at', 'desc').first('made_at');
  return row === undefined ? null : integerColumn(row.made_at);
}
