import { z } from 'zod';
import { type Answer, wallMs } from '../../base/answer.ts';
import { OFFICER_ROLES } from '../../contract/evidence-vocabulary.ts';
import { requestOptionsSchema } from '../../people/answers/webauthn.ts';

/** The officer who is signed in at the console. */
export const officerSchema = z.strictObject({ id: z.string(), role: z.enum(OFFICER_ROLES) });
export type OfficerView = Answer<typeof officerSchema>;

/** What a console takes to a lane. */
export const grantSchema = z.strictObject({
  /** The signed grant in its wire form. */
  grant: z.string(),
  /** SHA-256 of its payload, hex. */
  digest: z.string(),
  officer: z.string(),
  /** What the officer's passkey signs: the lane shows nothing without it. */
  options: requestOptionsSchema,
  /** The origin of the lane. */
  evidenceUrl: z.string(),
  expires: wallMs,
});
export type GrantAnswer = Answer<typeof grantSchema>;
