/** The table of lanes' attestation keys, which are proven to be in TPMs of certified manufacturers. */
import { hexToBytes } from '@noble/hashes/utils.js';
import { kioskIdSchema, type KioskId } from '../../contract/field.ts';
import { integerColumn, textColumn } from '../../platform/database/column.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { putRow } from '../../records/ledger/recorded/write-row.ts';
import { findProven } from '../../records/ledger/recorded/proven-rows.ts';

export interface BoundKey {
  readonly kioskId: KioskId;
  /** TPMT_PUBLIC. */
  readonly publicArea: Uint8Array;
  /** SHA-256 of the certificate of the endorsement key, hex. */
  readonly endorsement: string;
  /** As in the certificate, such as `IFX`; `unknown` for software. */
  readonly manufacturer: string;
  readonly boundAt: number;
}

export async function putAttestationKey(transaction: Transaction, key: BoundKey): Promise<void> {
  await putRow(transaction, 'attestation_keys', {
    kiosk_id: key.kioskId,
    public_area: Buffer.from(key.publicArea).toString('hex'),
    endorsement: key.endorsement,
    manufacturer: key.manufacturer,
    bound_at: key.boundAt,
  });
}

type KeyRow = Record<'kiosk_id' | 'public_area' | 'endorsement' | 'manufacturer' | 'bound_at', unknown>;

export async function findAttestationKey(database: Connection, kioskId: KioskId): Promise<BoundKey | undefined> {
  const row = await findProven<KeyRow>(database, 'attestation_keys', kioskId);
  return row === undefined ? undefined : keyOf(row);
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
  const rows: readonly KeyRow[] = await database('attestation_keys');
  return new Map(rows.map(keyOf).map((key) => [key.kioskId, key]));
}

function keyOf(row: KeyRow): BoundKey {
  return {
    kioskId: kioskIdSchema.parse(row.kiosk_id),
    publicArea: hexToBytes(textColumn(row.public_area)),
    endorsement: textColumn(row.endorsement),
    manufacturer: textColumn(row.manufacturer),
    boundAt: integerColumn(row.bound_at),
  };
}
