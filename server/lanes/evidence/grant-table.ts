import type { KioskId, OfficerId, TransactionId } from '../../contract/field.ts';
import { OUTCOMES, type Outcome } from '../../contract/vocabulary.ts';
import { nullableTextColumn } from '../../platform/database/column.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { insertRow } from '../../records/ledger/recorded/write-row.ts';

/** A grant as stored: the exact signed bytes and the fields derived from them. */
export interface StoredGrant {
  readonly digest: string;
  readonly kioskId: KioskId;
  readonly transactionId: TransactionId;
  readonly officer: OfficerId;
  /** The server's wall time, ms. */
  readonly issuedAt: number;
  readonly payload: Uint8Array;
  readonly signature: Uint8Array;
}

export async function insertGrant(transaction: Transaction, grant: StoredGrant): Promise<void> {
  await insertRow(transaction, 'grants', {
    digest: grant.digest,
    kiosk_id: grant.kioskId,
    transaction_id: grant.transactionId,
    officer: grant.officer,
    issued_at: grant.issuedAt,
    payload: Buffer.from(grant.payload),
    signature: Buffer.from(grant.signature),
  });
}

export async function isGrantKnown(database: Connection, digest: string): Promise<boolean> {
  return (await database('grants').where({ digest }).first('digest')) !== undefined;
}

/** A transaction's outcome; `undefined` when the lane has reported none. */
export async function findOutcome(
  database: Connection,
  kioskId: KioskId,
  transactionId: TransactionId,
): Promise<Outcome | undefined> {
  const row: { outcome: unknown } | undefined = await database('reports')
    .where({ kiosk_id: kioskId, transaction_id: transactionId, kind: 'match' })
    .first('outcome');
  const word = nullableTextColumn(row?.outcome ?? null);
  return OUTCOMES.find((outcome) => outcome === word);
}
