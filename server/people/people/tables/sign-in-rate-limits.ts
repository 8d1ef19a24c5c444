import { integerColumn } from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';

/** Recent failures of one subject. */
export interface StoredRateLimit {
  readonly failures: number;
  readonly failedAt: number;
  /** Wall ms; attempts before it are refused without a check. */
  readonly refusedUntil: number;
}

/** @param subject digest of the subject */
export async function findRateLimit(database: Connection, subject: string): Promise<StoredRateLimit | undefined> {
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

export async function putRateLimit(transaction: Transaction, subject: string, pace: StoredRateLimit): Promise<void> {
  await transaction('sign_in_paces')
    .insert({ subject, failures: pace.failures, failed_at: pace.failedAt, refused_until: pace.refusedUntil })
    .onConflict('subject')
    .merge();
}

export async function deleteRateLimit(transaction: Transaction, subject: string): Promise<void> {
  await transaction('sign_in_paces').where({ subject }).delete();
}

export async function deleteRateLimitsBefore(transaction: Transaction, failedAt: number): Promise<void> {
  await transaction('sign_in_paces').where('failed_at', '<', failedAt).delete();
}
