import { z } from 'zod';
import { ROLES } from '../../platform/access/vocabulary.ts';
import { type Answer, wallMs } from '../../platform/base/answer.ts';
import { actDetailsSchema } from '../ledger/entry/entry.ts';

/** An act as an auditor sees it. The traveller whom it concerned is left out. */
const actSchema = z.strictObject({
  position: z.int(),
  /** The ledger's entry has the same id. */
  id: z.string(),
  at: wallMs,
  person: z.string(),
  /** Id of the session in which the person acted; `null` for acts without one and for those of earlier versions. */
  session: z.string().nullable(),
  role: z.enum(ROLES).nullable(),
  act: z.string(),
  site: z.string().nullable(),
  kioskId: z.string().nullable(),
  subject: z.string().nullable(),
  result: z.string(),
  details: actDetailsSchema,
});
export type ActView = Answer<typeof actSchema>;

/** An act whose content was erased: only the ledger's entry remains. */
const erasedActSchema = z.strictObject({
  position: z.int(),
  /** `unknown`: no erasure covers it, which the comparison with the ledger reports. */
  cause: z.enum(['retention', 'request', 'unknown']),
  /** Time and position of the erasure; `null` for an unknown cause. */
  erasedAt: wallMs.nullable(),
  erasure: z.int().nullable(),
});
export type ErasedActView = Answer<typeof erasedActSchema>;

export const actPageSchema = z.strictObject({
  serverTime: wallMs,
  /** The latest first. */
  acts: z.array(actSchema),
  /** Those between the acts of this page, where all acts are asked for; the latest first. */
  erased: z.array(erasedActSchema),
});
export type ActPage = Answer<typeof actPageSchema>;
