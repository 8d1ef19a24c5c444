/** The table of signed versions of the record of processing and of the impact assessment. Rows are only added. */
import { z } from 'zod';
import { typedReasons } from '../../platform/base/typed-text.ts';
import { integerColumn, jsonColumn, textColumn } from '../../platform/database/column.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { wordColumn } from '../../platform/database/word-column.ts';
import { insertRow } from '../../records/ledger/recorded/write-row.ts';
import { type Description, descriptionBytes, descriptionDigest, descriptionSchema } from './description.ts';
import { CONSULTATIONS, SIGNED_DOCUMENTS, type SignedDocument } from './vocabulary.ts';

const lines = typedReasons(4_000);

/** The part of an impact assessment that no program can write (GDPR Art. 35(2), 35(7)(c), 36). */
export const judgementSchema = z.strictObject({
  risks: lines,
  advice: lines,
  consultation: z.enum(CONSULTATIONS),
});
export type Judgement = z.infer<typeof judgementSchema>;

export interface SignedVersion {
  readonly document: SignedDocument;
  readonly version: number;
  readonly digest: string;
  readonly description: Description;
  readonly judgement: Judgement | null;
  readonly signedBy: string;
  readonly approvedBy: string;
  readonly signedAt: number;
}

export async function insertSigned(
  transaction: Transaction,
  { document, version, description, judgement, signedBy, approvedBy, signedAt }: Omit<SignedVersion, 'digest'>,
): Promise<void> {
  await insertRow(transaction, 'signed_documents', {
    document,
    version,
    digest: descriptionDigest(description),
    content: new TextDecoder().decode(descriptionBytes(description)),
    judgement: judgement === null ? null : JSON.stringify(judgement),
    signed_by: signedBy,
    approved_by: approvedBy,
    signed_at: signedAt,
  });
}

export async function latestSigned(database: Connection, document: SignedDocument): Promise<SignedVersion | undefined> {
  const row: Row | undefined = await database('signed_documents')
    .where({ document })
    .orderBy('version', 'desc')
    .first();
  return row === undefined ? undefined : versionOf(row);
}

type Row = Record<string, unknown>;

function versionOf(row: Row): SignedVersion {
  return {
    document: wordColumn(SIGNED_DOCUMENTS, row['document']),
    version: integerColumn(row['version']),
    digest: textColumn(row['digest']),
    description: descriptionSchema.parse(jsonColumn(row['content'])),
    judgement: row['judgement'] === null ? null : judgementSchema.parse(jsonColumn(row['judgement'])),
    signedBy: textColumn(row['signed_by']),
    approvedBy: textColumn(row['approved_by']),
    signedAt: integerColumn(row['signed_at']),
  };
}
