import { kioskIdSchema, type KioskId } from '../contract/field.ts';
import { OUTCOMES, type Outcome } from '../contract/vocabulary.ts';
import { bytesColumn, integerColumn, textColumn } from './column.ts';
import type { Connection } from './connection.ts';

export interface Traffic {
  readonly kioskId: KioskId;
  readonly outcome: Outcome;
  readonly travellers: number;
}

/** How many travellers each lane has reported of since, by outcome. */
export async function trafficSince(database: Connection, since: number): Promise<Traffic[]> {
  const rows: readonly Record<'kiosk_id' | 'outcome' | 'travellers', unknown>[] = await database('reports')
    .where('received_at', '>=', since)
    .where({ kind: 'match' })
    .groupBy('kiosk_id', 'outcome')
    .select('kiosk_id', 'outcome')
    .count({ travellers: '*' });
  return rows.flatMap((row) => {
    const outcome = OUTCOMES.find((one) => one === textColumn(row.outcome));
    if (outcome === undefined) return [];
    return [{ kioskId: kioskIdSchema.parse(row.kiosk_id), outcome, travellers: integerColumn(row.travellers) }];
  });
}

const LATEST = 20;

/** The latest match reports of a site's lanes, as they were signed. */
export async function latestMatchReports(database: Connection, site: string): Promise<Uint8Array[]> {
  const rows: readonly { payload: unknown }[] = await database('reports')
    .join('kiosks', 'kiosks.id', 'reports.kiosk_id')
    .where({ 'kiosks.site': site, 'reports.kind': 'match' })
    .whereNull('kiosks.disabled_at')
    .orderBy('reports.feed_position', 'desc')
    .limit(LATEST)
    .select('reports.payload');
  return rows.map((row) => bytesColumn(row.payload));
}
