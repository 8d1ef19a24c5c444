/** The signed-in person and the ways to sign in. */
import { MODES } from '../../../../hardware/host/mode.ts';
import { z } from 'zod';
import { ROLES } from '../../../platform/access/vocabulary.ts';
import { type Answer, wallMs } from '../../../platform/base/answer.ts';
import { RESTRICTION_KINDS } from '../../../records/restrictions/vocabulary.ts';
import { dutySchema } from '../../duties/answers.ts';

export const SIGN_IN_METHODS = ['passkey', 'password', 'development'] as const;
export type SignInMethod = (typeof SIGN_IN_METHODS)[number];

const CREDENTIAL_ADVICE = ['add-a-passkey', 'add-a-second-passkey'] as const;
export type CredentialAdvice = (typeof CREDENTIAL_ADVICE)[number];

const ownDutySchema = dutySchema
  .pick({
    role: true,
    sites: true,
    lanes: true,
    validUntil: true,
    trainingValidUntil: true,
  })
  .extend({
    /** From when on a course of the training policy is missing; `null`: none is asked. */
    coursesValidUntil: wallMs.nullable(),
  });
export type DutyView = Answer<typeof ownDutySchema>;

const principalSchema = z.strictObject({
  personId: z.string(),
  displayName: z.string(),
  sessionId: z.string(),
  method: z.enum(SIGN_IN_METHODS),
  signedInAt: wallMs,
  endsAt: wallMs,
  /** Wall ms until which the last proof is fresh; `null` without a proof. */
  steppedUpUntil: wallMs.nullable(),
  duties: z.array(ownDutySchema),
  /** Advice about the person's own ways of signing in. */
  advice: z.enum(CREDENTIAL_ADVICE).nullable(),
  /** Restrictions that security officers placed on the person, in force now. */
  restrictions: z.array(z.strictObject({ kind: z.enum(RESTRICTION_KINDS), from: wallMs, until: wallMs })),
  /** Whether one of them requires a proof before any further act. */
  mustProve: z.boolean(),
});
export type PrincipalView = Answer<typeof principalSchema>;

/** `GET /v1/session`: for every client, signed in or not. */
export const sessionSchema = z.strictObject({
  mode: z.enum(MODES),
  serverTime: wallMs,
  principal: principalSchema.nullable(),
  /** Acts that the principal may do somewhere. Consoles build menus from it; the server does not decide by it. */
  acts: z.array(z.string()),
  signIn: z.strictObject({
    /** The server has no administrator yet and has printed codes for the first. */
    firstRun: z.boolean(),
    /** Whether policy allows a password with a code generator. */
    passwords: z.boolean(),
    /** Roles to sign in as in development; empty otherwise. */
    developmentRoles: z.array(z.enum(ROLES)),
  }),
});
export type SessionView = Answer<typeof sessionSchema>;
