/** Answers that all portals give. */
import { z } from 'zod';
import { type Answer, wallMs } from '../../platform/base/answer.ts';

const passkeySchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  addedAt: wallMs,
  usedAt: wallMs.nullable(),
  /** Synced between devices by an account of the person. */
  synced: z.boolean(),
  /** Its counter went back, so it no longer signs in. */
  isBlocked: z.boolean(),
});
const openSessionSchema = z.strictObject({
  device: z.string(),
  signedInAt: wallMs,
  seenAt: wallMs,
  isThis: z.boolean(),
});
export const accountSchema = z.strictObject({
  passkeys: z.array(passkeySchema),
  sessions: z.array(openSessionSchema),
  /** Rows about this person that the server did not write. They are not listed and sign no one in. */
  forgedSessions: z.int(),
});
export type PortalAccount = Answer<typeof accountSchema>;
