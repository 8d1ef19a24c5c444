/** The table of agreements: one row for each version. */
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { integer, json, named, nullable, type RecordOf, table, text } from '../../../platform/database/table.ts';
import { canonicalJson } from '../../../contract/canonical-json.ts';
import { changeRows, insertRow } from '../../../records/ledger/recorded/write-row.ts';
import { agreementDigest, agreementSchema } from '../agreement.ts';
import { agreementSignaturesSchema } from '../signatures.ts';
import { provenRows } from '../../../records/ledger/recorded/proven-rows.ts';

export const agreements = table({
  agreement: named('content', json(agreementSchema)),
  digest: text,
  signatures: json(agreementSignaturesSchema),
  proposedBy: text,
  approvedBy: text,
  enteredAt: integer,
  signedAt: nullable(integer),
  pausedAt: nullable(integer),
  endedAt: nullable(integer),
  /** Why it was last paused or ended. */
  stopReason: nullable(text),
});

export type StoredAgreement = RecordOf<typeof agreements>;

export interface VersionKey {
  readonly id: string;
  readonly version: number;
}

export async function insertAgreement(
  transaction: Transaction,
  entered: Omit<StoredAgreement, 'digest' | 'pausedAt' | 'endedAt' | 'stopReason'>,
): Promise<void> {
  const { agreement } = entered;
  await insertRow(transaction, 'sharing_agreements', {
    ...agreements.row({ ...entered, digest: agreementDigest(agreement) }),
    id: agreement.id,
    version: agreement.version,
    recipient: agreement.parties.recipient.party,
    content: new TextDecoder().decode(canonicalJson(agreement)),
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
  const rows = await database('sharing_agreements').where({ id }).orderBy('version', 'desc');
  return agreements.all(provenRows(database, 'sharing_agreements', rows));
}

/** All versions of all agreements, by id, the latest version first. */
export async function listAgreements(database: Connection): Promise<StoredAgreement[]> {
  const rows = await database('sharing_agreements').orderBy([{ column: 'id' }, { column: 'version', order: 'desc' }]);
  return agreements.all(provenRows(database, 'sharing_agreements', rows));
}
