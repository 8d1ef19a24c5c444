import type { MatchReport } from '../../contract/report.ts';
import { integerColumn } from '../../platform/database/column.ts';
import type { Transaction } from '../../platform/database/connection.ts';

const DAY_MS = 86_400_000;

/** Counts the outcome of a traveller, in the transaction that stores the report. */
export async function countOutcome(transaction: Transaction, report: MatchReport): Promise<void> {
  const { kioskId, outcome, reportedAt: at } = report;
  const key = { kiosk_id: kioskId, day: dayOf(at), outcome };
  const known: Record<'count' | 'last_at', unknown> | undefined = await transaction('outcome_days').where(key).first();
  if (known === undefined) {
    await transaction('outcome_days').insert({ ...key, count: 1, last_at: at });
    return;
  }
  const latest = Math.max(at, integerColumn(known.last_at));
  await transaction('outcome_days')
    .where(key)
    .update({ count: integerColumn(known.count) + 1, last_at: latest });
}

/** The beginning of the UTC day, wall ms. */
export function dayOf(at: number): number {
  return at - (at % DAY_MS);
}
