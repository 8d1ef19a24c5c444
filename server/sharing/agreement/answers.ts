import { z } from 'zod';
import { type Answer, wallMs } from '../../platform/base/answer.ts';
import { agreementSchema } from './agreement.ts';
import { CLAUSES } from './clauses.ts';
import { partySchema } from './party.ts';
import { agreementSignatureSchema } from './signatures.ts';
import { AGREEMENT_STATES } from './vocabulary.ts';

const people = { proposedBy: z.string(), approvedBy: z.string(), enteredAt: wallMs } as const;

const termValue = z.union([z.string(), z.number()]).nullable();

/** `Difference` of `differences.ts`. */
export const differenceSchema = z.strictObject({
  clause: z.enum(CLAUSES),
  of: z.array(z.string()),
  before: termValue,
  after: termValue,
});

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
      /** Differences from the version before; empty for the first. */
      differences: z.array(differenceSchema),
    }),
  ),
});
export type SharingView = Answer<typeof sharingSchema>;
