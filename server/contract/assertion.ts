/**
 * An officer's signature over one grant or order, over the orders to all lanes of a site (`site-order.ts`), or over a degradation
 * (`degradation.ts`): a WebAuthn assertion (Level 3, §7.2) whose challenge is derived from the digest of the signed bytes. A lane requires
 * it; the server's signature alone is not enough.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { hexToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';

const base64Url = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/^[A-Za-z0-9_-]+$/, 'must be base64url without padding');

/** WebAuthn §4: a credential's id has at most 1023 bytes. */
const CREDENTIAL_ID_CHARACTERS = 1_364;

export const credentialIdSchema = base64Url(CREDENTIAL_ID_CHARACTERS);

/** Each part in base64url without padding. */
export const assertionSchema = z.strictObject({
  credentialId: credentialIdSchema,
  /** At most 1024 bytes: type, challenge, origin and what browsers add. */
  clientDataJSON: base64Url(1_366),
  /** §6.1: 37 bytes. Room is left for extensions, although none are requested. */
  authenticatorData: base64Url(512),
  /** At most 512 bytes: RSA with 4096 bits. */
  signature: base64Url(683),
});
export type Assertion = z.infer<typeof assertionSchema>;

/** Upper bound for an assertion in the wire form of a message. */
export const ASSERTION_LIMIT_BYTES = 4_096;

const PREFIXES = {
  grant: 'postern/grant-assertion/v1\n',
  order: 'postern/order-assertion/v1\n',
  'site-order': 'postern/site-order-assertion/v1\n',
  degradation: 'postern/degradation-assertion/v1\n',
} as const;
export type AssertedPurpose = keyof typeof PREFIXES;

/**
 * The challenge that an authenticator signs: SHA-256 over the ASCII prefix of the purpose and the 32 bytes of the digest. The prefix
 * separates assertions over orders, over orders to a site, over degradations, over grants and at sign-in.
 *
 * @param digest of the message's canonical bytes, of a site order, or of a degradation, hex
 * @returns 32 bytes
 */
export function assertionChallenge(purpose: AssertedPurpose, digest: string): Uint8Array {
  const prefix = new TextEncoder().encode(PREFIXES[purpose]);
  return sha256(Uint8Array.of(...prefix, ...hexToBytes(digest)));
}
