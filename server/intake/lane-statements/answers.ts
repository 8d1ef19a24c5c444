import { z } from 'zod';
import { type Answer, wallMs } from '../../platform/base/answer.ts';

/** The row of an approved release, in the form to which the ledger commits. It names no person. */
const approvedReleaseSchema = z.strictObject({
  id: z.string(),
  kind: z.string(),
  name: z.string(),
  content: z.string(),
  approved_at: z.int(),
  withdrawn_at: z.int().nullable(),
});

/** The key of the server, and the proof that two people approved a release of lanes. */
export const releaseProofSchema = z.strictObject({
  serverTime: wallMs,
  /** Hex. It signs the beacons of lanes. */
  serverKey: z.string(),
  /** `null`: no approval of this release is in force. */
  release: z
    .strictObject({
      row: approvedReleaseSchema,
      /** A tlog-proof file of the row's entry; `null` while the entry is not published yet. */
      proof: z.string().nullable(),
    })
    .nullable(),
});
export type ReleaseProof = Answer<typeof releaseProofSchema>;
