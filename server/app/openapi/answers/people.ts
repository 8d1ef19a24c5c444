/** What is answered of people, their ways of signing in and their sessions. */
import { z } from 'zod';
import {
  CODE_PARTS,
  ENROLMENT_PURPOSES,
  type AccountView,
  type AskedRecovery,
  type EnrolmentView,
  type IssuedCode,
  type PersonView,
  type RecoveryView,
} from '../../../people/answers/people.ts';
import { ORDER_ROLES } from '../../../contract/order-vocabulary.ts';
import type { DevelopmentKeysView, DevelopmentPasskeyView } from '../../../people/answers/development.ts';
import { SIGN_IN_METHODS } from '../../../people/answers/session.ts';
import { requestOptions } from './general.ts';

const wallMs = z.int().min(0);

export const passkeyOptions = z.object({ ceremony: z.string(), options: requestOptions });

export const developmentKeys = z.object({
  rpId: z.string(),
  origins: z.array(z.string()),
  keys: z.array(
    z.object({
      officerId: z.string(),
      role: z.enum(ORDER_ROLES),
      credentialId: z.string(),
      algorithm: z.literal('EdDSA'),
      publicKey: z.string(),
    }),
  ),
}) satisfies z.ZodType<DevelopmentKeysView>;

export const developmentPasskey = z.object({
  credentialId: z.string(),
  secretKey: z.string(),
}) satisfies z.ZodType<DevelopmentPasskeyView>;

/** For a code generator: its secret in base32, and the same as an address. */
export const generatorSecret = z.object({ ceremony: z.string(), secret: z.string(), uri: z.string() });

export const enrolment = z.object({
  purpose: z.enum(ENROLMENT_PURPOSES),
  person: z.object({ id: z.string(), displayName: z.string() }).nullable(),
  expiresAt: wallMs,
}) satisfies z.ZodType<EnrolmentView>;

export const account = z.object({
  personId: z.string(),
  displayName: z.string(),
  passkeys: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      synced: z.boolean(),
      addedAt: wallMs,
      usedAt: wallMs.nullable(),
      blocked: z.boolean(),
    }),
  ),
  passwordSetAt: wallMs.nullable(),
  sessions: z.array(
    z.object({
      id: z.string(),
      method: z.enum(SIGN_IN_METHODS),
      device: z.string(),
      signedInAt: wallMs,
      seenAt: wallMs,
      endsAt: wallMs,
      isThisOne: z.boolean(),
    }),
  ),
}) satisfies z.ZodType<AccountView>;

const person = z.object({
  id: z.string(),
  displayName: z.string(),
  state: z.enum(['active', 'invited', 'expired', 'disabled']),
  createdAt: wallMs,
  passkeys: z.int(),
  hasPassword: z.boolean(),
}) satisfies z.ZodType<PersonView>;

export const people = z.object({ serverTime: wallMs, people: z.array(person) });

export const issuedCode = z.object({
  code: z.string(),
  part: z.enum(CODE_PARTS),
  personId: z.string(),
  expiresAt: wallMs,
}) satisfies z.ZodType<IssuedCode>;

export const recovery = z.object({
  id: z.string(),
  personId: z.string(),
  askedBy: z.string(),
  askedAt: wallMs,
  expiresAt: wallMs,
}) satisfies z.ZodType<RecoveryView>;

export const askedRecovery = recovery.extend({ half: issuedCode }) satisfies z.ZodType<AskedRecovery>;

export const recoveries = z.object({ serverTime: wallMs, recoveries: z.array(recovery) });
