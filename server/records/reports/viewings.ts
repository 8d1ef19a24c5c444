import { GRANT_REFUSALS, type GrantRefusal } from '../../contract/evidence-vocabulary.ts';
import { type EvidenceGrant, evidenceGrantSchema } from '../../contract/grant.ts';
import { parseJson } from '../../contract/payload.ts';
import type { ViewingReport } from '../../contract/report.ts';
import { bytesColumn, integerColumn, nullableIntegerColumn, textColumn } from '../../platform/database/column.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { wordColumn } from '../../platform/database/word-column.ts';

/** A lane's answer to a grant, with the grant if the server has it. */
export interface StoredViewing {
  readonly feedPosition: number;
  readonly kioskId: string;
  readonly site: string;
  readonly lane: string;
  readonly transactionId: string;
  readonly grantDigest: string;
  readonly refusal: GrantRefusal | null;
  /** The lane's wall time, ms. */
  readonly at: number;
  readonly grant: Pick<EvidenceGrant, 'officer' | 'role' | 'purpose' | 'relation'> | undefined;
  readonly grantedAt: number | null;
}

export async function insertViewing(
  transaction: Transaction,
  report: ViewingReport,
  feedPosition: number,
): Promise<void> {
  const { kioskId, transactionId, grant, refusal = null, reportedAt } = report;
  await transaction('viewings').insert({
    feed_position: feedPosition,
    kiosk_id: kioskId,
    transaction_id: transactionId,
    grant_digest: grant,
    refusal,
    at: reportedAt,
  });
}

/** Viewings since a wall time, latest first, at most `limit`. */
export async function viewingsSince(database: Connection, since: number, limit: number): Promise<StoredViewing[]> {
  return listed(viewingQuery(database).where('viewings.at', '>=', since).limit(limit));
}

/** Viewings for these transactions. */
export async function viewingsOf(database: Connection, transactionIds: readonly string[]): Promise<StoredViewing[]> {
  return listed(viewingQuery(database).whereIn('viewings.transaction_id', [...transactionIds]));
}

function viewingQuery(database: Connection) {
  return database('viewings')
    .join('kiosks', 'kiosks.id', 'viewings.kiosk_id')
    .leftJoin('grants', 'grants.digest', 'viewings.grant_digest')
    .orderBy('viewings.feed_position', 'desc')
    .select('viewings.*', 'kiosks.site', 'kiosks.lane', 'grants.payload', 'grants.issued_at');
}

async function listed(query: PromiseLike<readonly Record<string, unknown>[]>): Promise<StoredViewing[]> {
  return (await query).map((row) => ({
    feedPosition: integerColumn(row['feed_position']),
    kioskId: textColumn(row['kiosk_id']),
    site: textColumn(row['site']),
    lane: textColumn(row['lane']),
    transactionId: textColumn(row['transaction_id']),
    grantDigest: textColumn(row['grant_digest']),
    refusal: row['refusal'] === null ? null : wordColumn(GRANT_REFUSALS, row['refusal']),
    at: integerColumn(row['at']),
    grant: row['payload'] === null ? undefined : grantOf(bytesColumn(row['payload'])),
    grantedAt: nullableIntegerColumn(row['issued_at']),
  }));
}

/** Reads the grant's signed bytes. */
function grantOf(payload: Uint8Array): EvidenceGrant {
  return evidenceGrantSchema.parse(parseJson(payload)?.json);
}
