/** The table of lanes' attestation keys, which are proven to be in TPMs of certified manufacturers. */
import { hexToBytes } from '@noble/hashes/utils.js';
import { kioskIdSchema, type KioskId } from '../../contract/field.ts';
import { textColumn } from '../../platform/database/column.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { checked, column, integer, type RecordOf, table, text } from '../../platform/database/table.ts';
import { putRow } from '../../records/ledger/recorded/write-row.ts';
import { findProven } from '../../records/ledger/recorded/proven-rows.ts';

const keys = table({
  kioskId: checked(kioskIdSchema),
  /** TPMT_PUBLIC, in hex. */
  publicArea: column<Uint8Array>(
    (value) => hexToBytes(textColumn(value)),
    (bytes) => Buffer.from(bytes).toString('hex'),
  ),
  /** SHA-256 of the certificate of the endorsement key, hex. */
  endorsement: text,
  /** As in the certificate, such as `IFX`; `unknown` for software. */
  manufacturer: text,
  boundAt: integer,
});

export type BoundKey = RecordOf<typeof keys>;

export async function putAttestationKey(transaction: Transaction, key: BoundKey): Promise<void> {
  await putRow(transaction, 'attestation_keys', keys.row(key));
}

export function findAttestationKey(database: Connection, kioskId: KioskId): Promise<BoundKey | undefined> {
  return keys.one(findProven(database, 'attestation_keys', kioskId));
}

/** Whether another lane that is in service is bound to the TPM of this certificate. */
export async function isOfOtherLane(database: Connection, endorsement: string, kioskId: KioskId): Promise<boolean> {
  const row: unknown = await database('attestation_keys')
    .join('kiosks', 'kiosks.id', 'attestation_keys.kiosk_id')
    .where('attestation_keys.endorsement', endorsement)
    .whereNot('attestation_keys.kiosk_id', kioskId)
    .whereNull('kiosks.disabled_at')
    .first('attestation_keys.kiosk_id');
  return row !== undefined;
}

export async function listAttestationKeys(database: Connection): Promise<ReadonlyMap<string, BoundKey>> {
  const all = await keys.all(database('attestation_keys'));
  return new Map(all.map((key) => [key.kioskId, key]));
}
