import { z } from 'zod';
import { type Answer, wallMs } from '../../platform/base/answer.ts';
import { CONSULTATIONS, DOCUMENT_STATES, SIGNED_DOCUMENTS } from './vocabulary.ts';

export const signedDocumentsSchema = z.strictObject({
  serverTime: wallMs,
  documents: z.array(
    z.strictObject({
      document: z.enum(SIGNED_DOCUMENTS),
      state: z.enum(DOCUMENT_STATES),
      /** SHA-256 of the present description, which a signature names. */
      digest: z.string(),
      /** Sentences: how the processing differs from the signed description. */
      changes: z.array(z.string()),
      signed: z
        .strictObject({
          version: z.int(),
          digest: z.string(),
          signedBy: z.string(),
          approvedBy: z.string(),
          signedAt: wallMs,
          judgement: z
            .strictObject({ risks: z.string(), advice: z.string(), consultation: z.enum(CONSULTATIONS) })
            .nullable(),
        })
        .nullable(),
    }),
  ),
});
export type SignedDocumentsAnswer = Answer<typeof signedDocumentsSchema>;
export type SignedDocumentView = SignedDocumentsAnswer['documents'][number];
