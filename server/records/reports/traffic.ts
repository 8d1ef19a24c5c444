import { kioskIdSchema, type KioskId } from '../../contract/field.ts';
import { OUTCOMES, type Outcome } from '../../contract/vocabulary.ts';
import { bytesColumn, integerColumn, textColumn } from '../../platform/database/column.ts';
import type { Connection } from '../../platform/database/connection.ts';

export interface Traffic {
  readonly kioskId: KioskId;
  readonly outcome: Outcome;
  readonly travellers: number;
}

/**
 * Number of travellers reported by each lane since a time, by outcome. A referred traveller counts after the decision, so that no count
 * distinguishes an attention test from a traveller.
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

export interface LaneRuns {
  /** For each lane: when it last reported a traveller whom it neither referred nor lost. */
  readonly others: readonly { readonly kioskId: KioskId; readonly lastOtherAt: number }[];
  /** Each referral that is decided. Open ones are with the referrals. */
  readonly referred: readonly { readonly kioskId: KioskId; readonly at: number }[];
}

/** Travellers since then, for the question whether a lane refers everyone. A traveller who left counts for nothing. */
export async function laneRunsSince(database: Connection, since: number): Promise<LaneRuns> {
  const matches = () =>
    database('reports').where('reports.received_at', '>=', since).where({ 'reports.kind': 'match' });
  const others: readonly Record<'kiosk_id' | 'last_at', unknown>[] = await matches()
    .whereNotIn('reports.outcome', ['referred', 'abandoned'])
    .groupBy('reports.kiosk_id')
    .select('reports.kiosk_id')
    .max({ last_at: 'reports.received_at' });
  const referred: readonly Record<'kiosk_id' | 'received_at', unknown>[] = await matches()
    .join('referrals', (join) =>
      join.on('referrals.kiosk_id', 'reports.kiosk_id').andOn('referrals.transaction_id', 'reports.transaction_id'),
    )
    .where({ 'reports.outcome': 'referred', 'referrals.state': 'decided' })
    .select('reports.kiosk_id', 'reports.received_at');
  return {
    others: others.map((row) => ({
      kioskId: kioskIdSchema.parse(row.kiosk_id),
      lastOtherAt: integerColumn(row.last_at),
    })),
    referred: referred.map((row) => ({
      kioskId: kioskIdSchema.parse(row.kiosk_id),
      at: integerColumn(row.received_at),
    })),
  };
}

const LATEST = 20;

/** The signed bytes of a lane's latest match reports. */
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
