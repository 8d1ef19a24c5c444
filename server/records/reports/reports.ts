import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { bytes, checked, integer, nullable, type RecordOf, table, text } from '../../platform/database/table.ts';
import { kioskIdSchema, type KioskId } from '../../contract/field.ts';
import { bytesColumn, integerColumn, textColumn } from '../../platform/database/column.ts';
import { StoreError } from '../../platform/database/store-error.ts';

const reports = table({
  feedPosition: integer,
  kioskId: checked(kioskIdSchema),
  sequence: integer,
  digest: text,
  previous: text,
  kind: text,
  transactionId: text,
  /** `null` for a passage. */
  outcome: nullable(text),
  receivedAt: integer,
  payload: bytes,
  signature: bytes,
  /** The receipt as sent; a repetition of the report gets the same one. */
  receipt: bytes,
});

/** A stored report: the exact signed bytes and the derived columns. */
export type StoredReport = RecordOf<typeof reports>;

/** The parts of a report that its neighbours in the chain refer to. */
export type Link = Pick<StoredReport, 'sequence' | 'receivedAt' | 'digest' | 'previous'>;

/** When the oldest stored report arrived, wall ms; `undefined` before the first. */
export async function firstReportAt(database: Connection): Promise<number | undefined> {
  const row: { readonly received_at: unknown } | undefined = await database('reports')
    .orderBy('feed_position')
    .first('received_at');
  return row === undefined ? undefined : integerColumn(row.received_at);
}

/** The stored chain of a kiosk around a sequence. */
export interface Neighbourhood {
  /** The highest stored sequence; 0 without reports. */
  readonly head: number;
  readonly before: Link | undefined;
  readonly same: (Link & { readonly receipt: Uint8Array }) | undefined;
  readonly after: Link | undefined;
  /** The report with the highest sequence. */
  readonly last: Link | undefined;
}

export async function neighbourhood(database: Connection, kioskId: KioskId, sequence: number): Promise<Neighbourhood> {
  const rows: readonly Record<'sequence' | 'digest' | 'previous' | 'receipt' | 'received_at', unknown>[] =
    await database('reports')
      .select('sequence', 'digest', 'previous', 'receipt', 'received_at')
      .where({ kiosk_id: kioskId })
      .andWhere((query) => {
        void query
          .whereIn('sequence', [sequence - 1, sequence, sequence + 1])
          .orWhere('sequence', database('reports').max('sequence').where({ kiosk_id: kioskId }));
      });
  const links = rows.map((row) => ({
    sequence: integerColumn(row.sequence),
    receivedAt: integerColumn(row.received_at),
    digest: textColumn(row.digest),
    previous: textColumn(row.previous),
    receipt: bytesColumn(row.receipt),
  }));
  const at = (wanted: number) => links.find((link) => link.sequence === wanted);
  const head = Math.max(0, ...links.map((link) => link.sequence));
  return {
    head,
    last: at(head),
    before: at(sequence - 1),
    same: at(sequence),
    after: at(sequence + 1),
  };
}

/** Takes the feed's next position. Call inside a write transaction, once for each report. */
export async function takeFeedPosition(transaction: Transaction): Promise<number> {
  const rows: readonly { position: unknown }[] = await transaction('feed')
    .where({ id: 1 })
    .increment('position', 1)
    .returning('position');
  const row = rows[0];
  if (row === undefined) throw new StoreError('damaged', 'the feed has no position');
  return integerColumn(row.position);
}

export async function feedPosition(database: Connection): Promise<number> {
  const row: { position: unknown } | undefined = await database('feed').where({ id: 1 }).first();
  if (row === undefined) throw new StoreError('damaged', 'the feed has no position');
  return integerColumn(row.position);
}

export async function insertReport(transaction: Transaction, report: StoredReport): Promise<void> {
  await transaction('reports').insert(reports.row(report));
}

/** A report with its receipt, for verification. */
export type KeptReport = Pick<
  StoredReport,
  'feedPosition' | 'kioskId' | 'sequence' | 'digest' | 'receivedAt' | 'payload' | 'receipt'
>;

/** Reports after a feed position, at most `limit`. */
export function keptReports(database: Connection, after: number, limit: number): Promise<KeptReport[]> {
  return reports.all(database('reports').where('feed_position', '>', after).orderBy('feed_position').limit(limit));
}

/** Number of stored reports with sequence `from`..`to`. */
export async function countReports(database: Connection, kioskId: KioskId, from: number, to: number): Promise<number> {
  const row: { held?: unknown } | undefined = await database('reports')
    .where({ kiosk_id: kioskId })
    .whereBetween('sequence', [from, to])
    .count({ held: '*' })
    .first();
  return integerColumn(row?.held);
}
