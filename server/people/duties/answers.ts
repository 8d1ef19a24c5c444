import { z } from 'zod';
import { shiftSchema } from '../../platform/access/shift.ts';
import { ROLES } from '../../platform/access/vocabulary.ts';
import { ACCOUNT_WARNINGS } from './account-origin.ts';
import { REVOCATION_CAUSES } from './revocation-vocabulary.ts';
import { type Answer, wallMs } from '../../platform/base/answer.ts';

const placesSchema = z.union([z.array(z.string()), z.literal('all')]);

/** A duty as administrators and auditors see it. */
export const dutySchema = z.strictObject({
  id: z.string(),
  personId: z.string(),
  role: z.enum(ROLES),
  sites: placesSchema,
  lanes: placesSchema,
  shifts: z.array(shiftSchema),
  validFrom: wallMs,
  validUntil: wallMs,
  trainingValidUntil: wallMs,
  /** The proposal that gave it; `null` for the first administrators. */
  givenBy: z.string().nullable(),
  givenAt: wallMs,
});
export type DutyView = Answer<typeof dutySchema>;

/** An account as the second person sees it before they approve a duty or a recovery. */
export const accountBeforeSchema = z.strictObject({
  displayName: z.string(),
  since: wallMs,
  /** Ids of those who invited the person; empty: the person enrolled with a code that the server printed. */
  invitedBy: z.array(z.string()),
  warnings: z.array(z.enum(ACCOUNT_WARNINGS)),
});
export type AccountBefore = Answer<typeof accountBeforeSchema>;

/** The revocation of an officer as the people see it who can take it back. */
export const revocationBeforeSchema = z.strictObject({
  /** `null`: an earlier version did not record it. */
  cause: z.enum(REVOCATION_CAUSES).nullable(),
  revokedBy: z.string().nullable(),
  revokedAt: wallMs,
  /** When two administrators last approved new keys for the person; `null`: never. */
  recoveredAt: wallMs.nullable(),
});
export type RevocationBefore = Answer<typeof revocationBeforeSchema>;

export const dutyListSchema = z.strictObject({
  serverTime: wallMs,
  /** Latest end first. */
  duties: z.array(dutySchema),
});
export type DutyList = Answer<typeof dutyListSchema>;
