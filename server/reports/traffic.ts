import { kioskIdSchema, type KioskId } from '../contract/field.ts';
import { OUTCOMES, type Outcome } from '../contract/vocabulary.ts';
import { bytesColumn, integerColumn, textColumn } from '../database/column.ts';
import type { Connection } from '../database/connection.ts';

export interface Traffic {
  readonly kioskId: KioskId;
  readonly outcome: Outcome;
  readonly travellers: number;
}

/**
 * How many travellers each lane has reported of since, by outcome; who was referred counts once that is decided, so that no count tells a test of
 * attention from a traveller.
 */
export async function trafficSince(database: Connection, since: number): Promise<Traffic[]> {
  const rows: readonly Record<'kiosk_id' | 'outcome' | 'travellers', unknown>[] = await database('reports')
    .leftJoin('referrals', (join) =>
      join.on('referrals.kiosk_id', 'reports.kiosk_id').andOn('referrals.transaction_id', 'reports.transaction_id'),
    )
    .where('reports.received_at', '>=', since)
    .where({ 'reports.kind': 'match' })
    .where((where) => void where.whereNull('referrals.state').orWhere('referrals.state', 'decided'))
    .groupBy('reports.kiosk_id', 'reports.outcome')
    .select('reports.kiosk_id', 'reports.outcome')
    .count({ travellers: '*' });
  return rows.flatMap((row) => {
    const outcome = OUTCOMES.find((one) => one === textColumn(row.outcome));
    if (outcome === undefined) return [];
    return [{ kioskId: kioskIdSchema.parse(row.kiosk_id), outcome, travellers: integerColumn(row.travellers) }];
  });
}

const LATEST = 20;

/** The latest match reports of a lane, as they were signed. */
export async function latestMatchReports(database: Connection, kioskId: KioskId): Promise<Uint8Array[]> {
  const rows: readonly { payload: unknown }[] = await database('reports')
    .join('kiosks', 'kiosks.id', 'reports.kiosk_id')
    .where({ 'reports.kiosk_id': kioskId, 'reports.kind': 'match' })
    .whereNull('kiosks.disabled_at')
    .orderBy('reports.feed_position', 'desc')
    .limit(LATEST)
    .select('reports.payload');
  return rows.map((row) => bytesColumn(row.payload));
}
