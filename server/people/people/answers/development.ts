/** Answers about the people whom development mode invents. Production has none of these answers. */
import { z } from 'zod';
import type { Answer } from '../../../platform/base/answer.ts';
import { ORDER_ROLES } from '../../../contract/order-vocabulary.ts';

/** Their passkeys, as a list of officers' keys needs them. */
export const developmentKeysSchema = z.strictObject({
  rpId: z.string(),
  origins: z.array(z.string()),
  keys: z.array(
    z.strictObject({
      officerId: z.string(),
      role: z.enum(ORDER_ROLES),
      /** Base64url. */
      credentialId: z.string(),
      algorithm: z.literal('EdDSA'),
      /** SubjectPublicKeyInfo, DER in base64url. */
      publicKey: z.string(),
    }),
  ),
});

/** The key with which the page of an invented person signs. */
export const developmentPasskeySchema = z.strictObject({
  /** Base64url. */
  credentialId: z.string(),
  /** Ed25519, 32 bytes in base64url. */
  secretKey: z.string(),
});
export type DevelopmentPasskeyView = Answer<typeof developmentPasskeySchema>;
