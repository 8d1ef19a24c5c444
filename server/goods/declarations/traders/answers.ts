import { z } from 'zod';
import { type Answer, wallMs } from '../../../platform/base/answer.ts';
import { TRADER_SCOPES } from '../api/vocabulary.ts';

const personSchema = z.strictObject({
  /** SHA-256 of the invitation code, hex; names the person in proposals. */
  code: z.string(),
  trader: z.string(),
  name: z.string(),
  proposedBy: z.string(),
  approvedBy: z.string(),
  madeAt: wallMs,
  /** The code makes a passkey until then. */
  codeUntil: wallMs,
  enrolledAt: wallMs.nullable(),
  endedAt: wallMs.nullable(),
});
export type TraderPersonView = Answer<typeof personSchema>;

const keySchema = z.strictObject({
  /** SHA-256 of the key, hex. */
  digest: z.string(),
  trader: z.string(),
  scopes: z.array(z.enum(TRADER_SCOPES)),
  proposedBy: z.string(),
  approvedBy: z.string(),
  madeAt: wallMs,
  validUntil: wallMs,
  endedAt: wallMs.nullable(),
});
export type TraderKeyView = Answer<typeof keySchema>;

/** People of traders and keys of their programs, latest first. */
export const traderListSchema = z.strictObject({
  serverTime: wallMs,
  people: z.array(personSchema),
  keys: z.array(keySchema),
});
export type TraderList = Answer<typeof traderListSchema>;
