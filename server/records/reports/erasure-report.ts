import type { ErasureReport } from '../../contract/report.ts';
import { integerColumn } from '../../platform/database/column.ts';
import type { Transaction } from '../../platform/database/connection.ts';
import { enter } from '../ledger/entry/enter.ts';
import { dayOf } from './outcome-days.ts';
import type { ReportKind, StoredReport } from './report-kind.ts';

export const ERASURE_REPORTS: ReportKind<ErasureReport> = {
  derive: noteErasure,
  async enterOwn(transaction, report, { digest, receivedAt: at }) {
    const { kioskId, cause, erasureId, retentionClass, erased } = report;
    const about = { cause, kioskId, receiptDigest: digest, events: [], retentionClass, erased };
    await enter(transaction, `erasure/${erasureId}`, { type: 'erasure', version: 2, ...about, at });
  },
  isHeldBack: () => Promise.resolve(false),
};

/** Updates the counts and lists for privacy officers. */
async function noteErasure(
  transaction: Transaction,
  report: ErasureReport,
  place: Pick<StoredReport, 'feedPosition' | 'receivedAt'>,
): Promise<void> {
  const { kioskId, retentionClass, erased, to } = report;
  await transaction('erasures').insert({
    feed_position: place.feedPosition,
    erasure_id: report.erasureId,
    kiosk_id: kioskId,
    retention_class: retentionClass,
    cause: report.cause,
    erased,
    keys: report.keyIds.length,
    from_at: report.from,
    to_at: to,
    retention_digest: report.retentionDigest,
    received_at: place.receivedAt,
  });
  // Counters, because a chart over weeks must not read every report. Writes are serialised, so no other transaction counts at the same time.
  const key = { kiosk_id: kioskId, day: dayOf(to), retention_class: retentionClass };
  const known: { erased: unknown } | undefined = await transaction('erasure_days').where(key).first('erased');
  if (known === undefined) await transaction('erasure_days').insert({ ...key, erased });
  else
    await transaction('erasure_days')
      .where(key)
      .update({ erased: integerColumn(known.erased) + erased });
}
