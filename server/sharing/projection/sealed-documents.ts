/**
 * The content of a delivery of the dataset `documents`: sealed pseudonyms of a month, sorted by their bytes. The lanes made and sealed them;
 * this server can neither open nor link them. Pure.
 */
import { z } from 'zod';
import { decodeBase64Url, encodeBase64Url } from '../../contract/base64url.ts';
import { sha256HexSchema } from '../../contract/field.ts';
import { monthSchema, SEALED_PSEUDONYM_BYTES } from '../../contract/partner-pseudonyms.ts';
import { type Agreement, agreementDigest, agreementIdSchema } from '../agreement/agreement.ts';
import type { Period } from './periods.ts';

/** Sealed pseudonyms of one month under one agreement, dummies included: a file of 15 MB. */
export const MAX_DOCUMENTS = 131_072;

export const sealedDocumentsSchema = z.strictObject({
  form: z.literal(1),
  agreement: z.strictObject({ id: agreementIdSchema, version: z.int().min(1), digest: sha256HexSchema }),
  dataset: z.literal('documents'),
  period: z.strictObject({ name: monthSchema, from: z.int(), to: z.int() }),
  /** One after the other, base64url. */
  sealed: z
    .string()
    .max(Math.ceil((MAX_DOCUMENTS * SEALED_PSEUDONYM_BYTES * 4) / 3))
    .refine(
      (text) => (decodeBase64Url(text)?.length ?? -1) % SEALED_PSEUDONYM_BYTES === 0,
      'must be sealed pseudonyms',
    ),
});
export type SealedDocuments = z.infer<typeof sealedDocumentsSchema>;

/** @param sealed 64 bytes each, in the order of their bytes */
export function sealedDocuments(agreement: Agreement, period: Period, sealed: readonly Uint8Array[]): SealedDocuments {
  const all = new Uint8Array(sealed.length * SEALED_PSEUDONYM_BYTES);
  sealed.forEach((one, at) => all.set(one, at * SEALED_PSEUDONYM_BYTES));
  return {
    form: 1,
    agreement: { id: agreement.id, version: agreement.version, digest: agreementDigest(agreement) },
    dataset: 'documents',
    period: { ...period },
    sealed: encodeBase64Url(all),
  };
}
