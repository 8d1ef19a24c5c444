/** People, their ways of signing in, and their sessions, as consoles show them. */
import { z } from 'zod';
import { type Answer, wallMs } from '../../../platform/base/answer.ts';
import { accountBeforeSchema, revocationBeforeSchema } from '../../duties/answers.ts';
import { SIGN_IN_METHODS } from './session.ts';

export const ENROLMENT_PURPOSES = ['first-administrator', 'invitation', 'recovery'] as const;
export type EnrolmentPurpose = (typeof ENROLMENT_PURPOSES)[number];

/** The purpose of a code, for the person who holds it. */
export const enrolmentSchema = z.strictObject({
  purpose: z.enum(ENROLMENT_PURPOSES),
  /** `null` for a first administrator, who chooses a name. */
  person: z.strictObject({ id: z.string(), displayName: z.string() }).nullable(),
  expiresAt: wallMs,
});
export type EnrolmentView = Answer<typeof enrolmentSchema>;

const passkeySchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  synced: z.boolean(),
  addedAt: wallMs,
  usedAt: wallMs.nullable(),
  /** Blocked because its counter decreased; it no longer signs in. */
  blocked: z.boolean(),
});
export type PasskeyView = Answer<typeof passkeySchema>;

const ownSessionSchema = z.strictObject({
  id: z.string(),
  method: z.enum(SIGN_IN_METHODS),
  device: z.string(),
  signedInAt: wallMs,
  seenAt: wallMs,
  endsAt: wallMs,
  isThisOne: z.boolean(),
});
export type OwnSessionView = Answer<typeof ownSessionSchema>;

/** `GET /v1/session/account`. */
export const accountSchema = z.strictObject({
  personId: z.string(),
  displayName: z.string(),
  passkeys: z.array(passkeySchema),
  /** `null` without a password and code generator. */
  passwordSetAt: wallMs.nullable(),
  sessions: z.array(ownSessionSchema),
  /** Rows about this person that the server did not write. They are not listed and sign no one in. */
  forgedSessions: z.int(),
});
export type AccountView = Answer<typeof accountSchema>;

/** For a code generator. `ceremony` is sealed; the page sends it back with the first code. */
export const generatorSchema = z.strictObject({
  ceremony: z.string(),
  /** Base32. */
  secret: z.string(),
  /** The same as an address, `otpauth:`. */
  uri: z.string(),
});
export type GeneratorSecret = Answer<typeof generatorSchema>;

const personSchema = z.strictObject({
  id: z.string(),
  displayName: z.string(),
  /** `invited`: holds a code and cannot sign in yet. `expired`: the code has expired as well. */
  state: z.enum(['active', 'invited', 'expired', 'disabled']),
  createdAt: wallMs,
  passkeys: z.int(),
  hasPassword: z.boolean(),
  /** The revocation of the permission to view evidence; `null` without one. */
  revocation: revocationBeforeSchema.nullable(),
});
export type PersonView = Answer<typeof personSchema>;

export const peopleListSchema = z.strictObject({ serverTime: wallMs, people: z.array(personSchema) });
export type PeopleList = Answer<typeof peopleListSchema>;

const recoverySchema = z.strictObject({
  id: z.string(),
  personId: z.string(),
  askedBy: z.string(),
  askedAt: wallMs,
  expiresAt: wallMs,
  /** The account that gets new keys; `null` when it is gone. */
  before: accountBeforeSchema.nullable(),
});
export type RecoveryView = Answer<typeof recoverySchema>;

export const recoveryListSchema = z.strictObject({ serverTime: wallMs, recoveries: z.array(recoverySchema) });
export type RecoveryList = Answer<typeof recoveryListSchema>;

/** A one-time code, or half of one, shown once. */
export const issuedCodeSchema = z.strictObject({
  code: z.string(),
  /** One administrator sees one half; the other half is for another. */
  part: z.enum(['whole', 'first-half', 'second-half']),
  personId: z.string(),
  expiresAt: wallMs,
});
export type IssuedCode = Answer<typeof issuedCodeSchema>;

/** A requested recovery, with the half of the code for the administrator who asked. */
export const askedRecoverySchema = recoverySchema.extend({ half: issuedCodeSchema });
export type AskedRecovery = Answer<typeof askedRecoverySchema>;
