import { z } from 'zod';
import { shiftSchema } from '../access/shift.ts';
import { ROLES } from '../access/vocabulary.ts';
import { type Answer, wallMs } from '../base/answer.ts';

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

export const dutyListSchema = z.strictObject({
  serverTime: wallMs,
  /** Latest end first. */
  duties: z.array(dutySchema),
});
export type DutyList = Answer<typeof dutyListSchema>;
