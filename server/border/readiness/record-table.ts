/** Records of checks: an index of the lanes' reports, which hold the content. */
import type { ReadinessReport } from '../../contract/report.ts';
import { REPORT_FORM } from '../../contract/envelope.ts';
import { readPayload } from '../../contract/payload.ts';
import { bytesColumn, integerColumn } from '../../platform/database/column.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { StoreError } from '../../platform/database/store-error.ts';

export interface StoredRecord {
  readonly report: ReadinessReport;
  readonly receivedAt: number;
  readonly payload: Uint8Array;
  readonly signature: Uint8Array;
}

const TABLE = 'readiness_records';

export async function insertRecord(
  transaction: Transaction,
  { kioskId, checkId, approval, result, service }: ReadinessReport,
  { feedPosition, receivedAt }: { readonly feedPosition: number; readonly receivedAt: number },
): Promise<void> {
  await transaction(TABLE).insert({
    feed_position: feedPosition,
    kiosk_id: kioskId,
    check_id: checkId,
    approval: approval ?? null,
    result,
    service,
    received_at: receivedAt,
  });
}

/** Whether another record has used this approval. */
export async function isApprovalUsed(
  database: Connection,
  approval: string,
  { kioskId, checkId }: Pick<ReadinessReport, 'kioskId' | 'checkId'>,
): Promise<boolean> {
  const rows: readonly Record<'kiosk_id' | 'check_id', unknown>[] = await database(TABLE)
    .where({ approval })
    .select('kiosk_id', 'check_id');
  return rows.some((row) => row.kiosk_id !== kioskId || row.check_id !== checkId);
}

/** The latest record of each lane. */
export async function latestRecords(database: Connection): Promise<StoredRecord[]> {
  const positions = database(TABLE).groupBy('kiosk_id').max('feed_position');
  const rows: readonly Row[] = await recordQuery(database).whereIn(`${TABLE}.feed_position`, positions);
  return rows.map(recordOf);
}

/** The latest records of one lane, newest first. */
export async function recordsOf(database: Connection, kioskId: string, limit: number): Promise<StoredRecord[]> {
  const rows: readonly Row[] = await recordQuery(database)
    .where(`${TABLE}.kiosk_id`, kioskId)
    .orderBy(`${TABLE}.feed_position`, 'desc')
    .limit(limit);
  return rows.map(recordOf);
}

function recordQuery(database: Connection) {
  return database(TABLE)
    .join('reports', 'reports.feed_position', `${TABLE}.feed_position`)
    .select('reports.payload', 'reports.signature', 'reports.received_at');
}

type Row = Record<'payload' | 'signature' | 'received_at', unknown>;

/** Read from the signed bytes and not from columns. */
function recordOf(row: Row): StoredRecord {
  const payload = bytesColumn(row.payload);
  const read = readPayload(REPORT_FORM, payload);
  if (read.kind === 'refused' || read.message.kind !== 'readiness') {
    throw new StoreError('damaged', 'a readiness record is about another report');
  }
  return {
    report: read.message,
    receivedAt: integerColumn(row.received_at),
    payload,
    signature: bytesColumn(row.signature),
  };
}
