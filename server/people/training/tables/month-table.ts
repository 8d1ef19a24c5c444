/** Numbers of passed exams by month. They name no person, so the report of a year has them. */
import { textColumn } from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { integer, table, text } from '../../../platform/database/table.ts';
import { insertRow } from '../../../records/ledger/recorded/write-row.ts';
import { concludedPasses } from './exam-table.ts';

const TABLE = 'training_months';

export const trainingMonths = table({
  /** `2030-01`, UTC. */
  month: text,
  passed: integer,
});

/** Enters the months that have ended since the latest one. @returns number of the entered months; those without a pass have no row */
export async function countMonths(transaction: Transaction, now: number): Promise<number> {
  const latest: unknown = await maximum(transaction);
  const since = latest === null ? 0 : endOf(textColumn(latest));
  const passed = new Map<string, number>();
  for (const at of await concludedPasses(transaction, { from: since, to: startOf(monthOf(now)) })) {
    const month = monthOf(at);
    passed.set(month, (passed.get(month) ?? 0) + 1);
  }
  for (const [month, count] of passed)
    await insertRow(transaction, TABLE, { month, passed: count, counted_at: Math.round(now) });
  return passed.size;
}

async function maximum(database: Connection): Promise<unknown> {
  const row: { month?: unknown } | undefined = await database(TABLE).max({ month: 'month' }).first();
  return row?.month ?? null;
}

function monthOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 7);
}

/** First moment of a month, wall ms. */
export function startOf(month: string): number {
  return Date.parse(`${month}-01T00:00:00Z`);
}

function endOf(month: string): number {
  const start = new Date(startOf(month));
  return Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1);
}
