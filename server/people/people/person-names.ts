/** Names of people and passkeys: no control characters, not a sentence. Shown as text only. */
import { z } from 'zod';
import { personIdSchema } from '../../platform/access/vocabulary.ts';
import { MACHINES } from '../../records/acts/machine.ts';

const PLAIN = /^[\p{L}\p{M}\p{N} .,'’()-]+$/u;

const nameSchema = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(PLAIN, "must be letters, digits, spaces and . , ' ( ) -")
    .transform((name) => name.normalize('NFC'));

export const displayNameSchema = nameSchema(64);
export const passkeyNameSchema = nameSchema(32);

/** Path segments of our own routes. */
const RESERVED: readonly string[] = ['enrolment', 'invitations', 'recoveries'];

/** Ids of invented people and machines are reserved. */
const newPersonIdSchema = personIdSchema.refine(
  (id) => !id.startsWith('development-') && !RESERVED.includes(id) && !MACHINES.has(id),
  'is a name that the server keeps for itself',
);

export const newPersonSchema = z.strictObject({ id: newPersonIdSchema, displayName: displayNameSchema });
