/** The answer of a lane with everything that its verification needs, as the page saves it. */
import { z } from 'zod';
import { publicKeyHexSchema, wallMsSchema } from '../../contract/field.ts';
import { LONGEST_PROOF_CHARACTERS } from '../../platform/transparency/proof/proof-file.ts';
import { releaseProofSchema } from './answers.ts';

export const savedAnswerSchema = z.strictObject({
  version: z.literal(1),
  /** As scanned. */
  statement: z.string().max(1_200),
  scannedAt: wallMsSchema,
  /** As the server stated it. */
  serverKey: publicKeyHexSchema,
  release: releaseProofSchema.shape.release,
  /** The tlog-policy of the server; `null`: it has none. */
  policy: z.string().max(LONGEST_PROOF_CHARACTERS).nullable(),
});
export type SavedAnswer = z.infer<typeof savedAnswerSchema>;

/** `undefined` for any other text. */
export function readSavedAnswer(text: string): SavedAnswer | undefined {
  try {
    return savedAnswerSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
