/** The counts of shadow passages that lanes have signed. */
import type { KioskId } from '../../contract/field.ts';
import {
  combineCounts,
  type LaneShadow,
  noCounts,
  type ShadowCounts,
  shadowCountsSchema,
} from '../../contract/shadow-passage.ts';
import { textColumn } from '../../platform/database/column.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';

/** Runs of one lane and candidate. A lane begins one when its disk or its models are new. */
const MAX_RUNS = 32;
const KEPT_MS = 400 * 86_400_000;

/**
 * Replaces the counts of a run. Resolves to `false`, without a change, when a count is lower than before, when the run was counted against
 * other models, or when the lane has begun too many runs.
 */
export async function putShadowCounts(
  transaction: Transaction,
  kioskId: KioskId,
  { digest, run, against, counts }: LaneShadow,
  receivedAt: number,
): Promise<boolean> {
  const rows: readonly Record<string, unknown>[] = await transaction('shadow_counts').where({
    kiosk_id: kioskId,
    digest,
  });
  const before = rows.find((row) => textColumn(row['run']) === run);
  if (before === undefined) {
    if (rows.length >= MAX_RUNS) return false;
    await transaction('shadow_counts')
      .where('received_at', '<', receivedAt - KEPT_MS)
      .delete();
    const counted = JSON.stringify(counts);
    await transaction('shadow_counts').insert({
      kiosk_id: kioskId,
      digest,
      run,
      against,
      counts: counted,
      received_at: receivedAt,
    });
    return true;
  }
  const last = countsOf(before);
  const highest = combineCounts(last, counts, Math.max);
  if (
    textColumn(before['against']) !== against ||
    JSON.stringify(highest) !== JSON.stringify(combineCounts(noCounts(), counts))
  ) {
    return false;
  }
  await transaction('shadow_counts')
    .where({ kiosk_id: kioskId, digest, run })
    .update({ counts: JSON.stringify(counts), received_at: receivedAt });
  return true;
}

export interface FleetShadow {
  readonly counts: ShadowCounts;
  readonly lanes: number;
}

/** The sums over the lanes that are not disabled, by the candidate's digest. */
export async function fleetShadows(database: Connection): Promise<ReadonlyMap<string, FleetShadow>> {
  const rows: readonly Record<string, unknown>[] = await database('shadow_counts')
    .join('kiosks', 'kiosks.id', 'shadow_counts.kiosk_id')
    .whereNull('kiosks.disabled_at')
    .orderBy(['shadow_counts.kiosk_id', 'shadow_counts.digest', 'shadow_counts.run'])
    .select('shadow_counts.*');
  const sums = new Map<string, { counts: ShadowCounts; lanes: Set<string> }>();
  for (const row of rows) {
    const digest = textColumn(row['digest']);
    const sum = sums.get(digest) ?? { counts: noCounts(), lanes: new Set() };
    sum.counts = combineCounts(sum.counts, countsOf(row));
    sum.lanes.add(textColumn(row['kiosk_id']));
    sums.set(digest, sum);
  }
  return new Map([...sums].map(([digest, { counts, lanes }]) => [digest, { counts, lanes: lanes.size }]));
}

function countsOf(row: Record<string, unknown>): ShadowCounts {
  return shadowCountsSchema.parse(JSON.parse(textColumn(row['counts'])));
}
