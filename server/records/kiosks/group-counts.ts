/** Counts by randomised answers about groups of travellers that lanes have signed. */
import type { KioskId } from '../../contract/field.ts';
import {
  addGroupCounts,
  areGroupCountsGrown,
  type GroupCounts,
  type GroupMonth,
  groupMonthOf,
  groupCountsSchema,
  noGroupCounts,
} from '../../contract/group-counts.ts';
import { textColumn } from '../../platform/database/column.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';

/** Runs of one lane and month. A lane begins one when its disk is new. */
const MAX_RUNS = 32;
const KEPT_YEARS = 10;

/**
 * Replaces the counts of each month's run. Resolves to `false`, without a change, when a count is lower than before or the lane has begun too
 * many runs of a month.
 */
export async function putGroupCounts(
  transaction: Transaction,
  kioskId: KioskId,
  months: readonly GroupMonth[],
  receivedAt: number,
): Promise<boolean> {
  for (const month of months) if (!(await mayReplace(transaction, kioskId, month))) return false;
  await transaction('group_counts').where('month', '<', oldestKept(receivedAt)).delete();
  const rows = months.map(({ month, run, counts }) => ({
    kiosk_id: kioskId,
    month,
    run,
    counts: JSON.stringify(counts),
    received_at: receivedAt,
  }));
  await transaction('group_counts').insert(rows).onConflict(['kiosk_id', 'month', 'run']).merge();
  return true;
}

async function mayReplace(
  transaction: Transaction,
  kioskId: KioskId,
  { month, run, counts }: GroupMonth,
): Promise<boolean> {
  const rows: readonly Record<string, unknown>[] = await transaction('group_counts').where({
    kiosk_id: kioskId,
    month,
  });
  const before = rows.find((row) => textColumn(row['run']) === run);
  return before === undefined ? rows.length < MAX_RUNS : areGroupCountsGrown(countsOf(before), counts);
}

function oldestKept(receivedAt: number): string {
  const oldest = new Date(receivedAt);
  oldest.setUTCFullYear(oldest.getUTCFullYear() - KEPT_YEARS);
  return groupMonthOf(oldest.getTime());
}

/** The sums of each lane over the months from the first to before the second, `2030-01`. */
export async function readGroupCounts(
  database: Connection,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<ReadonlyMap<KioskId, GroupCounts>> {
  const rows: readonly Record<string, unknown>[] = await database('group_counts')
    .where('month', '>=', from)
    .where('month', '<', to)
    .orderBy(['kiosk_id', 'month', 'run']);
  const sums = new Map<KioskId, GroupCounts>();
  for (const row of rows) {
    const kioskId = textColumn(row['kiosk_id']) as KioskId;
    sums.set(kioskId, addGroupCounts(sums.get(kioskId) ?? noGroupCounts(), countsOf(row)));
  }
  return sums;
}

function countsOf(row: Record<string, unknown>): GroupCounts {
  return groupCountsSchema.parse(JSON.parse(textColumn(row['counts'])));
}
