import { REPORT_FORM } from '../../contract/envelope.ts';
import type { TransactionId } from '../../contract/field.ts';
import { readPayload } from '../../contract/payload.ts';
import type { MatchReport, PassageReport, Report } from '../../contract/report.ts';
import { bytesColumn, textColumn } from '../../platform/database/column.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { StoreError } from '../../platform/database/store-error.ts';

/** One traveller's passage through a lane, as the server holds it. */
export interface HeldPassage {
  readonly site: string;
  readonly lane: string;
  readonly match: MatchReport;
  readonly passage: PassageReport | undefined;
}

/** The passages of exactly these transactions, in order of time. */
export async function passagesOf(database: Connection, ids: readonly TransactionId[]): Promise<HeldPassage[]> {
  const rows: readonly Record<'site' | 'lane' | 'payload', unknown>[] = await database('reports')
    .join('kiosks', 'kiosks.id', 'reports.kiosk_id')
    .whereIn('reports.transaction_id', [...ids])
    .whereIn('reports.kind', ['match', 'passage'])
    .orderBy('reports.feed_position')
    .select('kiosks.site', 'kiosks.lane', 'reports.payload');
  const read = rows.map((row) => ({
    site: textColumn(row.site),
    lane: textColumn(row.lane),
    report: reportOf(row.payload),
  }));
  return read.flatMap(({ site, lane, report }) => {
    if (report.kind !== 'match') return [];
    const passage = read
      .map((one) => one.report)
      .find((one): one is PassageReport => one.kind === 'passage' && one.transactionId === report.transactionId);
    return [{ site, lane, match: report, passage }];
  });
}

/** Reports read in one query while a day is searched. */
const PAGE = 500;

/**
 * Transactions of a document on one day, by its handle. There is deliberately no index of handles, with which a stolen database could be
 * searched for people. Instead this reads the reports of one day, which is acceptable for rare requests.
 */
export async function transactionsOfHandle(
  database: Connection,
  handle: string,
  day: { readonly from: number; readonly to: number },
): Promise<TransactionId[]> {
  const found: TransactionId[] = [];
  let after = 0;
  for (;;) {
    const rows: readonly Record<'feed_position' | 'payload', unknown>[] = await database('reports')
      .where({ kind: 'match' })
      .where('received_at', '>=', day.from)
      .where('received_at', '<', day.to)
      .where('feed_position', '>', after)
      .orderBy('feed_position')
      .limit(PAGE)
      .select('feed_position', 'payload');
    for (const row of rows) {
      const report = reportOf(row.payload);
      if (report.kind === 'match' && report.document?.handle === handle) found.push(report.transactionId);
    }
    if (rows.length < PAGE) return found;
    after = Number(rows.at(-1)?.feed_position);
  }
}

function reportOf(payload: unknown): Report {
  const read = readPayload(REPORT_FORM, bytesColumn(payload));
  if (read.kind === 'refused') throw new StoreError('damaged', 'a stored report does not match the contract');
  return read.message;
}
