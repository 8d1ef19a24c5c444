/** The field types of the contract's messages. Each is too narrow to carry a sentence. */
import { z } from 'zod';

/** A slug for device and driver names: too narrow for a sentence, too short for a name and a number. */
export const slugSchema = z.string().regex(/^[a-z0-9][a-z0-9.-]{0,31}$/, 'must be a short lower-case slug');

/** A public key of `signing.ts`. */
export const publicKeyHexSchema = z.string().regex(/^([0-9a-f]{64}|0[23][0-9a-f]{64})$/, {
  message: 'must be a public key in lower-case hex: 32 bytes (Ed25519) or 33 (P-256)',
  // Checks of the whole read its bytes
  abort: true,
});

/** Id of a site. */
export const siteSlugSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'must be a short lower-case slug');

export const sha256HexSchema = z.string().regex(/^[0-9a-f]{64}$/, 'must be a lower-case SHA-256 in hex');

/** Milliseconds since the Unix epoch; the upper bound is the year 2100. */
export const wallMsSchema = z.int().min(0).max(4_102_444_800_000);

/** Milliseconds of a monotonic clock, at most a day. */
export const durationMsSchema = z.int().min(0).max(86_400_000);

export const kioskIdSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{2,31}$/, 'must be 3 to 32 lower-case letters, digits and hyphens')
  .brand('KioskId');
export type KioskId = z.infer<typeof kioskIdSchema>;

export const transactionIdSchema = z
  .string()
  .regex(/^[0-9a-f]{32}$/, 'must be 128 random bits in hex')
  .brand('TransactionId');
export type TransactionId = z.infer<typeof transactionIdSchema>;

/** A person on duty, by their account name on the server; never a name as in a passport. */
export const officerIdSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{2,31}$/, 'must be 3 to 32 lower-case letters, digits and hyphens')
  .brand('OfficerId');
export type OfficerId = z.infer<typeof officerIdSchema>;
