import { type Keeping, keepingSchema } from '../../contract/keeping.ts';
import type { LaneStatus } from '../../contract/status.ts';
import { integerColumn, nullableIntegerColumn, textColumn } from '../../platform/database/column.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { StoreError } from '../../platform/database/store-error.ts';

/** The server's knowledge of what a lane keeps. Times are wall ms. */
export interface LaneKeeping {
  readonly kioskId: string;
  readonly site: string;
  readonly lane: string;
  readonly said: { readonly at: number; readonly keeping: Keeping } | undefined;
  readonly lastReferralAt: number | undefined;
  readonly lastReferredErasureAt: number | undefined;
}

/** A status without this field, of a lane with an older version, leaves the stored value unchanged. */
export async function putKeeping(transaction: Transaction, { kioskId, at, keeping }: LaneStatus): Promise<void> {
  if (keeping === undefined) return;
  await transaction('lane_keeping')
    .insert({ kiosk_id: kioskId, at, keeping: JSON.stringify(keeping) })
    .onConflict('kiosk_id')
    .merge();
}

/** Every lane in service, by site and lane. */
export async function listKeeping(database: Connection): Promise<LaneKeeping[]> {
  const lanes: readonly Record<'id' | 'site' | 'lane' | 'at' | 'keeping', unknown>[] = await database('kiosks')
    .leftJoin('lane_keeping', 'lane_keeping.kiosk_id', 'kiosks.id')
    .whereNull('kiosks.disabled_at')
    .select('kiosks.id', 'kiosks.site', 'kiosks.lane', 'lane_keeping.at', 'lane_keeping.keeping')
    .orderBy(['kiosks.site', 'kiosks.lane']);
  const referrals: readonly LatestRow[] = await database('outcome_days')
    .where({ outcome: 'referred' })
    .groupBy('kiosk_id')
    .select('kiosk_id')
    .max({ latest: 'last_at' });
  const erased: readonly LatestRow[] = await database('erasures')
    .whereIn('retention_class', ['referred', 'resolved', 'after-doubt', 'legal-hold'])
    .where('erased', '>', 0)
    .groupBy('kiosk_id')
    .select('kiosk_id')
    .max({ latest: 'to_at' });
  const referredAt = latestOf(referrals);
  const erasedAt = latestOf(erased);
  return lanes.map((row) => {
    const kioskId = textColumn(row.id);
    const at = nullableIntegerColumn(row.at);
    return {
      kioskId,
      site: textColumn(row.site),
      lane: textColumn(row.lane),
      said: at === null ? undefined : { at, keeping: keepingOf(row.keeping) },
      lastReferralAt: referredAt.get(kioskId),
      lastReferredErasureAt: erasedAt.get(kioskId),
    };
  });
}

type LatestRow = Record<'kiosk_id' | 'latest', unknown>;

function latestOf(rows: readonly LatestRow[]): Map<string, number> {
  return new Map(rows.map((row) => [textColumn(row.kiosk_id), integerColumn(row.latest)]));
}

function keepingOf(column: unknown): Keeping {
  const parsed = keepingSchema.safeParse(JSON.parse(textColumn(column)));
  if (!parsed.success) throw new StoreError('damaged', 'a stored keeping does not match the contract');
  return parsed.data;
}
