/** The table of signed versions of the record of processing and of the impact assessment. Rows are only added. */
import { z } from 'zod';
import { typedReasons } from '../../platform/base/typed-text.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { integer, json, named, nullable, type RecordOf, table, text, word } from '../../platform/database/table.ts';
import { insertRow } from '../../records/ledger/recorded/write-row.ts';
import { descriptionBytes, descriptionDigest, descriptionSchema } from './description.ts';
import { CONSULTATIONS, SIGNED_DOCUMENTS, type SignedDocument } from './vocabulary.ts';

const lines = typedReasons(4_000);

/** The part of an impact assessment that no program can write (GDPR Art. 35(2), 35(7)(c), 36). */
export const judgementSchema = z.strictObject({
  risks: lines,
  advice: lines,
  consultation: z.enum(CONSULTATIONS),
});

const versions = table({
  document: word(SIGNED_DOCUMENTS),
  version: integer,
  digest: text,
  description: named('content', json(descriptionSchema)),
  judgement: nullable(json(judgementSchema)),
  signedBy: text,
  approvedBy: text,
  signedAt: integer,
});

export type SignedVersion = RecordOf<typeof versions>;

export async function insertSigned(transaction: Transaction, signed: Omit<SignedVersion, 'digest'>): Promise<void> {
  await insertRow(transaction, 'signed_documents', {
    ...versions.row({ ...signed, digest: descriptionDigest(signed.description) }),
    content: new TextDecoder().decode(descriptionBytes(signed.description)),
  });
}

export function latestSigned(database: Connection, document: SignedDocument): Promise<SignedVersion | undefined> {
  return versions.one(database('signed_documents').where({ document }).orderBy('version', 'desc').first());
}
