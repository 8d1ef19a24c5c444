/** The options of WebAuthn's two ceremonies in JSON, as browsers take them (WebAuthn Level 3 §5.1.9, §5.1.10), with the members that this server sends. */
import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server';
import { z } from 'zod';
import type { Answer } from '../../../platform/base/answer.ts';

const userVerification = z.enum(['required', 'preferred', 'discouraged']);
/** Base64url. */
const bytes = z.string().regex(/^[A-Za-z0-9_-]+$/);
const credential = z.strictObject({
  id: bytes,
  /** `public-key`. */
  type: z.string(),
  transports: z.array(z.string()).exactOptional(),
});

export const requestOptionsSchema = z.strictObject({
  challenge: bytes,
  rpId: z.string().exactOptional(),
  timeout: z.int().exactOptional(),
  userVerification: userVerification.exactOptional(),
  /** Absent: any passkey for this server. */
  allowCredentials: z.array(credential).exactOptional(),
}) satisfies z.ZodType<PublicKeyCredentialRequestOptionsJSON>;

export const creationOptionsSchema = z.strictObject({
  challenge: bytes,
  rp: z.strictObject({ name: z.string(), id: z.string() }),
  user: z.strictObject({ id: bytes, name: z.string(), displayName: z.string() }),
  pubKeyCredParams: z.array(z.strictObject({ type: z.literal('public-key'), alg: z.int() })),
  timeout: z.int(),
  attestation: z.literal('none'),
  excludeCredentials: z.array(credential),
  authenticatorSelection: z.strictObject({
    residentKey: z.literal('required'),
    requireResidentKey: z.boolean(),
    userVerification,
  }),
  extensions: z.strictObject({ credProps: z.boolean() }),
  hints: z.array(z.never()),
}) satisfies z.ZodType<PublicKeyCredentialCreationOptionsJSON>;

/** The passkeys that may sign, and what. `ceremony` is sealed; the page sends it back with the result. */
export const passkeyRequestSchema = z.strictObject({ ceremony: z.string(), options: requestOptionsSchema });
export type PasskeyRequest = Answer<typeof passkeyRequestSchema>;

/** The passkey to be made. */
export const passkeyCreationSchema = z.strictObject({ ceremony: z.string(), options: creationOptionsSchema });
export type PasskeyCreation = Answer<typeof passkeyCreationSchema>;
