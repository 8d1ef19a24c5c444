/** Reports, and the viewings and erasures that are derived from them. */
import { parseJson } from '../../../contract/payload.ts';
import { reportDigest, reportSigningInput } from '../../../contract/envelope.ts';
import { openReceipt } from '../../../contract/receipt.ts';
import { subjectOf, type Report } from '../../../contract/report.ts';
import { kioskIdSchema } from '../../../contract/field.ts';
import { type SignatureCheck, signatureCheck } from '../../../platform/base/verify-signature.ts';
import { bytesColumn, textColumn } from '../../../platform/database/column.ts';
import type { Connection } from '../../../platform/database/connection.ts';
import { contentsOf } from '../entry/openings.ts';
import type { Difference } from '../../../platform/base/difference.ts';
import type { Row } from '../../../platform/database/table.ts';
import { byColumn, compareRows, differs, holds, type Context, type Item, type Reconciler } from './reconciler.ts';

export const reports: Reconciler<'report'> = {
  subjectOf: ({ feedPosition }) => `report/${feedPosition}`,
  async compare(context, items) {
    const { database } = context;
    const positions = items.map(({ entry }) => entry.feedPosition);
    const rows: Row[] = await database('reports').whereIn('feed_position', positions);
    const derived = await derivedRows(database, positions);
    const keys = await kioskKeys(database, rows);
    return compareRows(
      'report',
      items,
      byColumn(rows, 'feed_position'),
      ({ entry }) => String(entry.feedPosition),
      ({ entry }, row) => {
        const { kioskId: kiosk_id, sequence, digest, receivedAt: received_at } = entry;
        if (!holds(row, { kiosk_id, sequence, digest, received_at })) return false;
        return isOwn(context, row, keys.get(kiosk_id)) && isDerived(row, derived);
      },
    );
  },
};

/** Whether the row's payload, columns, signature and receipt belong to one report. */
function isOwn({ receiptKeys }: Context, row: Row, isSigned: SignatureCheck | undefined): boolean {
  const payload = bytesColumn(row['payload']);
  const digest = textColumn(row['digest']);
  if (reportDigest(payload) !== digest || isSigned === undefined) return false;
  const report = reportOf(payload);
  if (report === undefined) return false;
  const { kioskId, sequence, previous, kind } = report;
  const outcome = report.kind === 'match' ? report.outcome : null;
  const columns = { kiosk_id: kioskId, sequence, previous, kind, outcome, transaction_id: subjectOf(report) };
  if (!holds(row, columns)) return false;
  if (!isSigned(reportSigningInput(payload), bytesColumn(row['signature']))) return false;
  if (receiptKeys === undefined) return true;
  const expected = { kioskId: kioskIdSchema.parse(kioskId), sequence, digest };
  const opened = openReceipt(bytesColumn(row['receipt']), receiptKeys, expected);
  return opened.kind === 'valid' && opened.receipt.receivedAt === row['received_at'];
}

/** Not checked against today's contract: the report satisfied the contract of its day, and its digest is in the ledger. */
function reportOf(payload: Uint8Array): Report | undefined {
  return parseJson(payload)?.json as Report | undefined;
}

interface Derived {
  readonly viewings: ReadonlyMap<string, Row>;
  readonly erasures: ReadonlyMap<string, Row>;
  readonly checks: ReadonlyMap<string, Row>;
}

async function derivedRows(database: Connection, positions: readonly number[]): Promise<Derived> {
  const of = async (table: string) =>
    byColumn((await database(table).whereIn('feed_position', [...positions])) as Row[], 'feed_position');
  return { viewings: await of('viewings'), erasures: await of('erasures'), checks: await of('readiness_records') };
}

/** Whether the derived rows for privacy officers and technicians agree with the report, and are absent where the report has none. */
function isDerived(row: Row, { viewings, erasures, checks }: Derived): boolean {
  const report = reportOf(bytesColumn(row['payload']));
  const position = String(row['feed_position']);
  const [viewing, erasure, check] = [viewings.get(position), erasures.get(position), checks.get(position)];
  if (report?.kind === 'readiness') {
    const { kioskId: kiosk_id, checkId: check_id, approval = null, result, service } = report;
    const said = { kiosk_id, check_id, approval, result, service, received_at: row['received_at'] };
    return check !== undefined && holds(check, said);
  }
  if (report?.kind === 'viewing') {
    const { kioskId: kiosk_id, transactionId: transaction_id, grant: grant_digest, refusal, reportedAt: at } = report;
    return viewing !== undefined && holds(viewing, { kiosk_id, transaction_id, grant_digest, refusal, at });
  }
  if (report?.kind === 'erasure') {
    const { erasureId: erasure_id, kioskId: kiosk_id, retentionClass: retention_class, cause, erased } = report;
    const when = { from_at: report.from, to_at: report.to, received_at: row['received_at'] };
    const what = { keys: report.keyIds.length, retention_digest: report.retentionDigest };
    const said = { erasure_id, kiosk_id, retention_class, cause, erased, ...when, ...what };
    return erasure !== undefined && holds(erasure, said);
  }
  return viewing === undefined && erasure === undefined && check === undefined;
}

async function kioskKeys(database: Connection, rows: readonly Row[]): Promise<Map<string, SignatureCheck>> {
  const ids = [...new Set(rows.map((row) => String(row['kiosk_id'])))];
  const kiosks: Row[] = await database('kiosks').whereIn('id', ids).select('id', 'public_key');
  // Without a key no signature is valid
  return new Map(
    kiosks.flatMap((kiosk) => {
      const key = kiosk['public_key'];
      const check = key instanceof Uint8Array ? signatureCheck(key) : undefined;
      return check === undefined ? [] : [[String(kiosk['id']), check]];
    }),
  );
}

export const viewings: Reconciler<'viewing'> = {
  subjectOf: ({ grant }) => `viewing/${grant}`,
  async compare({ database }, items) {
    const grants = [...new Set(items.map(({ entry }) => entry.grant))];
    const rows: Row[] = await database('viewings')
      .join('reports', 'reports.feed_position', 'viewings.feed_position')
      .whereIn('viewings.grant_digest', grants)
      .select('viewings.*', 'reports.received_at');
    return items.flatMap((item) => {
      const { grant: grant_digest, kioskId: kiosk_id, refusal, at: received_at } = item.entry;
      const isThere = rows.some((row) => holds(row, { grant_digest, kiosk_id, refusal, received_at }));
      return isThere ? [] : [differs('row-missing', 'viewing', item.index)];
    });
  },
};

export const erasures: Reconciler<'erasure'> = {
  subjectOf: ({ kioskId }) => (kioskId === null ? 'erasure' : undefined),
  async compare({ database }, items) {
    const ofLanes = items.filter(({ entry }) => entry.kioskId !== null);
    const ofRequests = items.filter(({ entry }) => entry.kioskId === null);
    const undone = await Promise.all(ofRequests.map((item) => wrongErasure(database, item)));
    const idOf = ({ subject }: Item<'erasure'>) => subject.slice('erasure/'.length);
    const rows: Row[] = await database('reports')
      .join('erasures', 'erasures.feed_position', 'reports.feed_position')
      .whereIn('reports.transaction_id', ofLanes.map(idOf))
      .select('reports.digest', 'reports.received_at', 'reports.kiosk_id')
      .select('erasures.cause', 'erasures.erasure_id', 'erasures.retention_class', 'erasures.erased');
    const found: Difference[] = compareRows(
      'erasure',
      ofLanes,
      byColumn(rows, 'digest'),
      ({ entry }) => entry.receiptDigest ?? '',
      (item, row) => {
        const { kioskId: kiosk_id, cause, at: received_at, retentionClass, erased } = item.entry;
        if (erased !== undefined && !holds(row, { retention_class: retentionClass, erased })) return false;
        return holds(row, { kiosk_id, cause, received_at, erasure_id: idOf(item) });
      },
    );
    return [...found, ...undone.flat()];
  },
};

const REQUEST_ROWS = 'row/access_requests/';

/**
 * An erasure by the server names entries about closed access requests only: those about their rows, and at most as many acts. Their content is
 * gone permanently.
 */
async function wrongErasure(database: Connection, { index, entry }: Item<'erasure'>): Promise<Difference[]> {
  const named = await contentsOf(database, entry.events);
  const rows = named.filter(({ subject }) => subject.startsWith(REQUEST_ROWS));
  const acts = named.filter(({ type }) => type === 'act');
  const overreaches = rows.length + acts.length < named.length || acts.length > rows.length;
  return [
    ...(overreaches ? [differs('erasure-overreaches', 'erasure', index)] : []),
    ...(named.some(({ hasContent }) => hasContent) ? [differs('erasure-undone', 'erasure', index)] : []),
  ];
}
