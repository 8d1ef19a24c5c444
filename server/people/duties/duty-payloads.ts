/** Payloads of proposals about duties. */
import { z } from 'zod';
import { kioskIdSchema, wallMsSchema } from '../../contract/field.ts';
import { shiftSchema } from '../../platform/access/shift.ts';
import { personIdSchema, type Role, ROLES, siteIdSchema } from '../../platform/access/vocabulary.ts';

const DAY_MS = 86_400_000;
/** Maximum term of a duty or a training before two people must renew it, ms. */
export const LONGEST_TERM_MS = 400 * DAY_MS;

/** A regulator's access is for one inspection, ms. */
const LONGEST_INSPECTION_MS = 92 * DAY_MS;

/** Maximum term of a duty with a role, ms. */
export function longestTermMs(role: Role): number {
  return role === 'regulator' ? LONGEST_INSPECTION_MS : LONGEST_TERM_MS;
}

const PLACES = 200;

export const dutyIdSchema = z.string().regex(/^[0-9a-f]{32}$/, 'must be the id of a duty');

const places = <T extends z.ZodType<string>>(place: T) =>
  z.union([
    z.literal('all'),
    z
      .array(place)
      .min(1)
      .max(PLACES)
      .refine((names) => new Set(names).size === names.length, 'must not contain duplicates'),
  ]);

export const giveDutySchema = z
  .strictObject({
    person: personIdSchema,
    role: z.enum(ROLES),
    sites: places(siteIdSchema),
    lanes: places(kioskIdSchema),
    /** Empty: any time. */
    shifts: z.array(shiftSchema).max(14),
    validFrom: wallMsSchema,
    validUntil: wallMsSchema,
    trainingValidUntil: wallMsSchema,
  })
  .superRefine(({ role, validFrom, validUntil, trainingValidUntil }, context) => {
    const termMs = validUntil - validFrom;
    if (termMs <= 0 || termMs > longestTermMs(role)) {
      const message = `must be at most ${longestTermMs(role) / DAY_MS} days after validFrom`;
      context.addIssue({ code: 'custom', path: ['validUntil'], message });
    }
    if (trainingValidUntil - validFrom > LONGEST_TERM_MS) {
      const message = 'must be at most 400 days after validFrom';
      context.addIssue({ code: 'custom', path: ['trainingValidUntil'], message });
    }
  });
export type GiveDuty = z.infer<typeof giveDutySchema>;

/** A new end, or a new training, at most 400 days after its approval. */
export const renewDutySchema = z.strictObject({
  duty: dutyIdSchema,
  validUntil: wallMsSchema,
  trainingValidUntil: wallMsSchema,
});
export type RenewDuty = z.infer<typeof renewDutySchema>;

export const endDutySchema = z.strictObject({ duty: dutyIdSchema });
export type EndDuty = z.infer<typeof endDutySchema>;
