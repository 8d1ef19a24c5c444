import { z } from 'zod';
import { type Answer, wallMs } from '../../platform/base/answer.ts';
import { REQUEST_KINDS, REQUEST_PROOFS, REQUEST_STATES } from './request-vocabulary.ts';

/** A traveller's request as a privacy officer's console shows it. It names no traveller: a traveller proves a passage by a receipt or a document. */
export const accessRequestSchema = z.strictObject({
  id: z.string(),
  kind: z.enum(REQUEST_KINDS),
  foundBy: z.enum(REQUEST_PROOFS),
  /** Number of passages that belong to the request; `null` after they have been erased from it. */
  passages: z.int().nullable(),
  receivedAt: wallMs,
  dueAt: wallMs,
  extendedAt: wallMs.nullable(),
  state: z.enum(REQUEST_STATES),
  openedBy: z.string(),
  closedBy: z.string().nullable(),
  closedAt: wallMs.nullable(),
  /** Increases with each change. A change names the version that its author saw. */
  version: z.int(),
});
export type AccessRequestView = Answer<typeof accessRequestSchema>;

export const accessRequestListSchema = z.strictObject({ serverTime: wallMs, requests: z.array(accessRequestSchema) });
export type AccessRequestList = Answer<typeof accessRequestListSchema>;

export const letterSchema = z.strictObject({
  text: z.string(),
  /** PDF, base64url. */
  pdf: z.string(),
});
export type Letter = Answer<typeof letterSchema>;

export const changedRequestSchema = z.strictObject({
  request: accessRequestSchema,
  /** `null` when the change needs no letter. */
  letter: letterSchema.nullable(),
});
