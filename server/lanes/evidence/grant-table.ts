import {
  kioskIdSchema,
  officerIdSchema,
  transactionIdSchema,
  type KioskId,
  type TransactionId,
} from '../../contract/field.ts';
import { OUTCOMES, type Outcome } from '../../contract/vocabulary.ts';
import { nullableTextColumn } from '../../platform/database/column.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { bytes, checked, integer, type RecordOf, table, text } from '../../platform/database/table.ts';
import { insertRow } from '../../records/ledger/recorded/write-row.ts';

const grants = table({
  digest: text,
  kioskId: checked(kioskIdSchema),
  transactionId: checked(transactionIdSchema),
  officer: checked(officerIdSchema),
  /** The server's wall time, ms. */
  issuedAt: integer,
  payload: bytes,
  signature: bytes,
});

/** A grant as stored: the exact signed bytes and the fields derived from them. */
export type StoredGrant = RecordOf<typeof grants>;

export async function insertGrant(transaction: Transaction, grant: StoredGrant): Promise<void> {
  await insertRow(transaction, 'grants', grants.row(grant));
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
