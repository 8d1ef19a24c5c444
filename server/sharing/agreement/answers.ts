import { z } from 'zod';
import { type Answer, wallMs } from '../../base/answer.ts';
import { agreementSchema } from './agreement.ts';
import { partySchema } from './party.ts';
import { agreementSignatureSchema } from './signatures.ts';
import { AGREEMENT_STATES } from './vocabulary.ts';

const people = { proposedBy: z.string(), approvedBy: z.string(), enteredAt: wallMs } as const;

export const sharingSchema = z.strictObject({
  serverTime: wallMs,
  parties: z.array(z.strictObject({ digest: z.string(), party: partySchema, ...people, endedAt: wallMs.nullable() })),
  /** By id, the latest version first. */
  agreements: z.array(
    z.strictObject({
      agreement: agreementSchema,
      digest: z.string(),
      state: z.enum(AGREEMENT_STATES),
      signatures: z.array(agreementSignatureSchema),
      ...people,
      signedAt: wallMs.nullable(),
      stopReason: z.string().nullable(),
      /** Sentences: how it differs from the version before; empty for the first. */
      differences: z.array(z.string()),
    }),
  ),
});
export type SharingView = Answer<typeof sharingSchema>;
