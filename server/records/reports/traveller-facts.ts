/** Facts of decided travellers for statistics: places and closed words, without handles, times and measured values. */
import type { Connection } from '../../platform/database/connection.ts';
import { integerColumn, textColumn } from '../../platform/database/column.ts';
import { matchReportOf } from './match-reports.ts';

const REPORTS_AT_ONCE = 300;

export interface TravellerFacts {
  /** `undefined`: the lane is not on record. */
  readonly site: string | undefined;
  /** `undefined`: no document was read. */
  readonly issuingState: string | undefined;
  readonly documentType: string | undefined;
  readonly outcome: string;
  readonly reasons: readonly string[];
}

/**
 * Travellers whose passage began between two times, wall ms, of reports that arrived before a third. Rejects with `StoreError` `damaged`.
 */
export async function* travellerFacts(
  database: Connection,
  { from, to, arrivedBefore }: { readonly from: number; readonly to: number; readonly arrivedBefore: number },
): AsyncGenerator<TravellerFacts> {
  const sites = await sitesOfKiosks(database);
  let last = { receivedAt: from, position: 0 };
  for (;;) {
    const rows = await pageAfter(database, last, arrivedBefore);
    for (const { kiosk_id: kioskId, payload } of rows) {
      const { startedAt, outcome, reasons, document } = matchReportOf(payload);
      if (startedAt < from || startedAt >= to) continue;
      yield {
        site: sites.get(textColumn(kioskId)),
        issuingState: document?.issuingState,
        documentType: document?.type,
        outcome,
        reasons,
      };
    }
    const end = rows.at(-1);
    if (end === undefined || rows.length < REPORTS_AT_ONCE) return;
    last = { receivedAt: integerColumn(end.received_at), position: integerColumn(end.feed_position) };
  }
}

type Row = Record<'feed_position' | 'received_at' | 'kiosk_id' | 'payload', unknown>;

/** A report arrives after the passage that it is about, give or take the clocks. */
const CLOCK_MS = 3_600_000;

function pageAfter(
  database: Connection,
  { receivedAt, position }: { readonly receivedAt: number; readonly position: number },
  arrivedBefore: number,
): Promise<Row[]> {
  const since = position === 0 ? receivedAt - CLOCK_MS : receivedAt;
  return database('reports')
    .where({ kind: 'match' })
    .where('received_at', '<', arrivedBefore)
    .where((rows) => {
      void rows
        .where('received_at', '>', since)
        .orWhere((same) => void same.where({ received_at: since }).where('feed_position', '>', position));
    })
    .orderBy([{ column: 'received_at' }, { column: 'feed_position' }])
    .limit(REPORTS_AT_ONCE)
    .select('feed_position', 'received_at', 'kiosk_id', 'payload');
}

async function sitesOfKiosks(database: Connection): Promise<ReadonlyMap<string, string>> {
  const rows: readonly Record<'id' | 'site', unknown>[] = await database('kiosks').select('id', 'site');
  return new Map(rows.map(({ id, site }) => [textColumn(id), textColumn(site)]));
}
