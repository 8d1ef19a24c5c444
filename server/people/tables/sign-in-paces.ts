import { integerColumn } from '../../database/column.ts';
import type { Connection, Transaction } from '../../database/connection.ts';

/** How often somebody failed lately. */
export interface StoredPace {
  readonly failures: number;
  readonly failedAt: number;
  /** Attempts before this are refused unread. */
  readonly refusedUntil: number;
}

/** `subject`: a digest. */
export async function findPace(database: Connection, subject: string): Promise<StoredPace | undefined> {
  const row: Record<'failures' | 'failed_at' | 'refused_until', unknown> | undefined = await database('sign_in_paces')
    .where({ subject })
    .first();
  if (row === undefined) return undefined;
  return {
    failures: integerColumn(row.failures),
    failedAt: integerColumn(row.failed_at),
    refusedUntil: integerColumn(row.refused_until),
  };
}

export async function putPace(transaction: Transaction, subject: string, pace: StoredPace): Promise<void> {
  await transaction('sign_in_paces')
    .insert({ subject, failures: pace.failures, failed_at: pace.failedAt, refused_until: pace.refusedUntil })
    .onConflict('subject')
    .merge();
}

export async function deletePace(transaction: Transaction, subject: string): Promise<void> {
  await transaction('sign_in_paces').where({ subject }).delete();
}

export async function deletePacesBefore(transaction: Transaction, failedAt: number): Promise<void> {
  await transaction('sign_in_paces').where('failed_at', '<', failedAt).delete();
}
