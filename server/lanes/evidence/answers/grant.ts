import { z } from 'zod';
import { type Answer, wallMs } from '../../../platform/base/answer.ts';
import { OFFICER_ROLES } from '../../../contract/evidence-vocabulary.ts';
import { requestOptionsSchema } from '../../../people/people/answers/webauthn.ts';

/** The officer who is signed in at the console. */
export const officerSchema = z.strictObject({ id: z.string(), role: z.enum(OFFICER_ROLES) });

/** Data with which a console asks a lane for evidence. */
export const grantSchema = z.strictObject({
  /** The signed grant in its wire form. */
  grant: z.string(),
  /** SHA-256 of its payload, hex. */
  digest: z.string(),
  officer: z.string(),
  /** WebAuthn options for the officer's passkey, without whose signature the lane shows nothing. */
  options: requestOptionsSchema,
  /** The origin of the lane. */
  evidenceUrl: z.string(),
  expires: wallMs,
});
export type GrantAnswer = Answer<typeof grantSchema>;
