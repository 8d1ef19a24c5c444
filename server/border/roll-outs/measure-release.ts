/** Reads the travellers of lanes that use a release, since then and before, from the lanes' reports. */
import { REPORT_FORM } from '../../contract/envelope.ts';
import { readPayload } from '../../contract/payload.ts';
import type { ReasonCode } from '../../contract/vocabulary.ts';
import { bytesColumn, integerColumn, textColumn } from '../../platform/database/column.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { type LanePast, pastOf, type WatchedRelease, type WatchedTraveller, watchRelease } from './charts.ts';

/** Lanes that took the release first. More would only cost time: the charts ring on far fewer travellers. */
const MAX_LANES = 60;
const MAX_TRAVELLERS = 4_000;
const PAST_TRAVELLERS = 300;

/** Referrals whose cause is a device or the lane, and not the traveller or the document. */
const FAULTS: ReadonlySet<ReasonCode> = new Set([
  ...(['device-fault', 'timed-out', 'handle-unavailable', 'chip-unreadable', 'document-unreadable'] as const),
  ...(['watchlist-unavailable', 'release-too-old', 'quality-insufficient'] as const),
]);

export interface UsingLane {
  readonly kioskId: string;
  /** Server time at which the lane first reported the version. */
  readonly since: number;
}

export async function measureRelease(database: Connection, lanes: readonly UsingLane[]): Promise<WatchedRelease> {
  const watched = [...lanes].sort((one, other) => one.since - other.since).slice(0, MAX_LANES);
  const pasts = new Map<string, LanePast>();
  const travellers: (WatchedTraveller & { readonly at: number })[] = [];
  for (const { kioskId, since } of watched) {
    const before = matchesOf(database, kioskId)
      .where('received_at', '<', since)
      .orderBy('feed_position', 'desc')
      .limit(PAST_TRAVELLERS);
    pasts.set(kioskId, pastOf(travellersIn(kioskId, await before)));
    const after = matchesOf(database, kioskId)
      .where('received_at', '>=', since)
      .orderBy('feed_position')
      .limit(MAX_TRAVELLERS / Math.max(1, Math.min(8, watched.length)));
    travellers.push(...travellersIn(kioskId, await after));
  }
  travellers.sort((one, other) => one.at - other.at);
  return watchRelease(travellers.slice(0, MAX_TRAVELLERS), (lane) => pasts.get(lane));
}

function matchesOf(database: Connection, kioskId: string) {
  return database('reports')
    .where({ kiosk_id: kioskId, kind: 'match' })
    .whereNot({ outcome: 'abandoned' })
    .select('payload', 'received_at', 'kiosk_id');
}

function travellersIn(
  lane: string,
  rows: readonly Record<string, unknown>[],
): (WatchedTraveller & { readonly at: number })[] {
  return rows.flatMap((row) => {
    const read = readPayload(REPORT_FORM, bytesColumn(row['payload']));
    if (read.kind !== 'valid' || read.message.kind !== 'match') return [];
    const { outcome, reasons, durations } = read.message;
    return [
      {
        lane: textColumn(row['kiosk_id']) || lane,
        at: integerColumn(row['received_at']),
        referred: outcome === 'referred',
        failed: reasons.some((reason) => FAULTS.has(reason)),
        seconds: (durations.total ?? 0) / 1_000,
      },
    ];
  });
}
