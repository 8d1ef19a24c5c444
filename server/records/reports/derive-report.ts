import type { ErasureReport, Report } from '../../contract/report.ts';
import { integerColumn } from '../../platform/database/column.ts';
import type { Transaction } from '../../platform/database/connection.ts';

const DAY_MS = 86_400_000;

interface Place {
  readonly feedPosition: number;
  readonly receivedAt: number;
}

/** Updates the counts and lists for privacy officers, in the transaction that stores a report. */
export async function deriveReport(transaction: Transaction, report: Report, place: Place): Promise<void> {
  if (report.kind === 'erasure') {
    await noteErasure(transaction, report, place);
  } else if (report.kind === 'viewing') {
    const { kioskId, transactionId, grant, refusal = null, reportedAt } = report;
    await transaction('viewings').insert({
      feed_position: place.feedPosition,
      kiosk_id: kioskId,
      transaction_id: transactionId,
      grant_digest: grant,
      refusal,
      at: reportedAt,
    });
  } else if (report.kind === 'match') {
    const { kioskId, outcome, reportedAt } = report;
    await countOutcome(transaction, { kiosk_id: kioskId, day: dayOf(reportedAt), outcome }, reportedAt);
  }
}

async function noteErasure(transaction: Transaction, report: ErasureReport, place: Place): Promise<void> {
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
  // Counters, because a chart over weeks must not read every report. Writes are serialised, so no other transaction counts meanwhile.
  const key = { kiosk_id: kioskId, day: dayOf(to), retention_class: retentionClass };
  const known: { erased: unknown } | undefined = await transaction('erasure_days').where(key).first('erased');
  if (known === undefined) await transaction('erasure_days').insert({ ...key, erased });
  else
    await transaction('erasure_days')
      .where(key)
      .update({ erased: integerColumn(known.erased) + erased });
}

async function countOutcome(
  transaction: Transaction,
  key: { readonly kiosk_id: string; readonly day: number; readonly outcome: string },
  at: number,
): Promise<void> {
  const known: Record<'count' | 'last_at', unknown> | undefined = await transaction('outcome_days').where(key).first();
  if (known === undefined) {
    await transaction('outcome_days').insert({ ...key, count: 1, last_at: at });
    return;
  }
  const latest = Math.max(at, integerColumn(known.last_at));
  await transaction('outcome_days')
    .where(key)
    .update({ count: integerColumn(known.count) + 1, last_at: latest });
}

function dayOf(at: number): number {
  return at - (at % DAY_MS);
}
