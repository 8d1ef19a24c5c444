import { byNumbersIn } from '../../platform/base/order-of-numbers.ts';
import { REPORT_FORM } from '../../contract/envelope.ts';
import { readPayload } from '../../contract/payload.ts';
import type { LaneProcessing } from './answers.ts';
import { bytesColumn, textColumn } from '../../platform/database/column.ts';
import type { Connection } from '../../platform/database/connection.ts';

/** The devices, models and policies of each lane in service, by its latest match report. Lanes without one are omitted. */
export async function laneProcessing(database: Connection): Promise<LaneProcessing[]> {
  const lanes: readonly Record<'id' | 'site' | 'lane', unknown>[] = await database('kiosks')
    .whereNull('disabled_at')
    .select('id', 'site', 'lane');
  const found: LaneProcessing[] = [];
  for (const { id, site, lane } of lanes) {
    const row: { payload: unknown } | undefined = await database('reports')
      .where({ kiosk_id: id, kind: 'match' })
      .orderBy('sequence', 'desc')
      .first('payload');
    const read = row === undefined ? undefined : readPayload(REPORT_FORM, bytesColumn(row.payload));
    if (read?.kind !== 'valid' || read.message.kind !== 'match') continue;
    const { reportedAt, policyDigest, noticeDigest, modelDigests, devices } = read.message;
    found.push({
      kioskId: textColumn(id),
      site: textColumn(site),
      lane: textColumn(lane),
      at: reportedAt,
      policyDigest,
      noticeDigest,
      modelDigests,
      devices: devices.map(({ kind, driver, model, firmware }) => `${kind}: ${driver} ${model} ${firmware}`),
      isSimulated: devices.some(({ simulated }) => simulated),
    });
  }
  return found.sort((one, other) => byNumbersIn(one.site, other.site) || byNumbersIn(one.lane, other.lane));
}
