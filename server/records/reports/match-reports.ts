/** Match reports for those who count each of them once, in the order of the feed. */
import { REPORT_FORM } from '../../contract/envelope.ts';
import { readPayload } from '../../contract/payload.ts';
import type { MatchReport } from '../../contract/report.ts';
import { bytesColumn, integerColumn } from '../../platform/database/column.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { StoreError } from '../../platform/database/store-error.ts';

/** Few enough to be counted in one transaction. */
const REPORTS_AT_ONCE = 300;

export interface MatchReports {
  readonly reports: readonly MatchReport[];
  /** Position of the last one, after which the next page begins. */
  readonly position: number;
  readonly isLast: boolean;
}

/** One page of the reports behind a position of the feed. Rejects with `StoreError` `damaged`. */
export async function matchReportsAfter(database: Connection, after: number): Promise<MatchReports> {
  const rows: readonly Record<'feed_position' | 'payload', unknown>[] = await database('reports')
    .where('feed_position', '>', after)
    .where({ kind: 'match' })
    .orderBy('feed_position')
    .limit(REPORTS_AT_ONCE)
    .select('feed_position', 'payload');
  const last = rows.at(-1);
  return {
    reports: rows.map(({ payload }) => matchReportOf(payload)),
    position: last === undefined ? after : integerColumn(last.feed_position),
    isLast: rows.length < REPORTS_AT_ONCE,
  };
}

/** The report in a row of kind `match`. Throws `StoreError` `damaged`. */
export function matchReportOf(payload: unknown): MatchReport {
  const read = readPayload(REPORT_FORM, bytesColumn(payload));
  if (read.kind === 'refused' || read.message.kind !== 'match') {
    throw new StoreError('damaged', 'a stored report cannot be read');
  }
  return read.message;
}
