/** The table of agreements: one row for each version. */
import {
  integerColumn,
  jsonColumn,
  nullableIntegerColumn,
  nullableTextColumn,
  textColumn,
} from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { canonicalJson } from '../../../contract/canonical-json.ts';
import { changeRows, insertRow } from '../../../records/ledger/recorded/write-row.ts';
import { agreementDigest, agreementSchema, type Agreement } from '../agreement.ts';
import { agreementSignaturesSchema, type AgreementSignature } from '../signatures.ts';
import { provenRows } from '../../../records/ledger/recorded/proven-rows.ts';

export interface StoredAgreement {
  readonly agreement: Agreement;
  readonly digest: string;
  readonly signatures: readonly AgreementSignature[];
  readonly proposedBy: string;
  readonly approvedBy: string;
  readonly enteredAt: number;
  readonly signedAt: number | null;
  readonly pausedAt: number | null;
  readonly endedAt: number | null;
  /** Why it was last paused or ended. */
  readonly stopReason: string | null;
}

export interface VersionKey {
  readonly id: string;
  readonly version: number;
}

export async function insertAgreement(
  transaction: Transaction,
  {
    agreement,
    signatures,
    proposedBy,
    approvedBy,
    enteredAt,
    signedAt,
  }: Omit<StoredAgreement, 'digest' | 'pausedAt' | 'endedAt' | 'stopReason'>,
): Promise<void> {
  await insertRow(transaction, 'sharing_agreements', {
    id: agreement.id,
    version: agreement.version,
    digest: agreementDigest(agreement),
    recipient: agreement.parties.recipient.party,
    content: new TextDecoder().decode(canonicalJson(agreement)),
    signatures: JSON.stringify(signatures),
    proposed_by: proposedBy,
    approved_by: approvedBy,
    entered_at: enteredAt,
    signed_at: signedAt,
    paused_at: null,
    ended_at: null,
    stop_reason: null,
  });
}

export async function changeAgreement(
  transaction: Transaction,
  { id, version }: VersionKey,
  changes: Readonly<
    Partial<Record<'signed_at' | 'paused_at' | 'ended_at', number | null>> &
      Partial<Record<'signatures' | 'stop_reason', string | null>>
  >,
): Promise<void> {
  await changeRows(transaction, 'sharing_agreements', { id, version }, changes);
}

/** The versions of an agreement, the latest first. */
export async function versionsOf(database: Connection, id: string): Promise<StoredAgreement[]> {
  const rows: readonly Row[] = await database('sharing_agreements').where({ id }).orderBy('version', 'desc');
  return (await provenRows(database, 'sharing_agreements', rows)).map(agreementOf);
}

/** All versions of all agreements, by id, the latest version first. */
export async function listAgreements(database: Connection): Promise<StoredAgreement[]> {
  const rows: readonly Row[] = await database('sharing_agreements').orderBy([
    { column: 'id' },
    { column: 'version', order: 'desc' },
  ]);
  return (await provenRows(database, 'sharing_agreements', rows)).map(agreementOf);
}

type Row = Record<string, unknown>;

export function agreementOf(row: Row): StoredAgreement {
  return {
    agreement: agreementSchema.parse(jsonColumn(row['content'])),
    digest: textColumn(row['digest']),
    signatures: agreementSignaturesSchema.parse(jsonColumn(row['signatures'])),
    proposedBy: textColumn(row['proposed_by']),
    approvedBy: textColumn(row['approved_by']),
    enteredAt: integerColumn(row['entered_at']),
    signedAt: nullableIntegerColumn(row['signed_at']),
    pausedAt: nullableIntegerColumn(row['paused_at']),
    endedAt: nullableIntegerColumn(row['ended_at']),
    stopReason: nullableTextColumn(row['stop_reason']),
  };
}
