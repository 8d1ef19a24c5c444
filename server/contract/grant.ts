/**
 * The server's permission for one officer to view the captures of one traveller at one lane: for minutes, once, for a named purpose, with
 * the key that the officer's browser made for it. The server signs the grant and never sees the captures. A lane also requires the
 * officer's assertion over the grant's digest (`assertion.ts`), which the browser adds.
 */
import { z } from 'zod';
import { ASSERTION_LIMIT_BYTES } from './assertion.ts';
import { decodeBase64Url } from './base64url.ts';
import { EVIDENCE_MODALITIES, GRANT_RELATIONS, OFFICER_ROLES, VIEWING_PURPOSES } from './evidence-vocabulary.ts';
import { kioskIdSchema, officerIdSchema, transactionIdSchema, wallMsSchema } from './field.ts';
import { payloadBytes } from './payload.ts';
import { rehearsalMark } from './rehearsal.ts';
import {
  openServerMessage,
  type OpenedServerMessage,
  type ServerKey,
  type ServerMessageForm,
} from './server-message.ts';
import { signingInput } from './signing.ts';

/** Longest time from `notBefore` to `expires`. */
export const GRANT_LIFETIME_MS = 120_000;

/** Upper bound of a grant's wire form with the officer's assertion. */
export const GRANT_LIMIT_BYTES = 4_608 + ASSERTION_LIMIT_BYTES;

/** X-Wing, draft-connolly-cfrg-xwing-kem §5: an encapsulation key has 1216 bytes, a ciphertext 1120. */
const X_WING_PUBLIC_KEY_BYTES = 1_216;
export const X_WING_ENCAPSULATION_BYTES = 1_120;

/** The public key in base64url without padding. */
export const xWingPublicKeySchema = z
  .string()
  .max(2_048)
  .refine((text) => decodeBase64Url(text)?.length === X_WING_PUBLIC_KEY_BYTES, 'must be 1216 bytes in base64url');

export const evidenceGrantSchema = z
  .strictObject({
    version: z.literal(1),
    /** Random. A lane accepts it once. */
    nonce: z.string().regex(/^[0-9a-f]{32}$/, 'must be 128 random bits in hex'),
    kioskId: kioskIdSchema,
    ...rehearsalMark,
    transactionId: transactionIdSchema,
    modalities: z.array(z.enum(EVIDENCE_MODALITIES)).min(1).max(EVIDENCE_MODALITIES.length),
    officer: officerIdSchema,
    role: z.enum(OFFICER_ROLES),
    relation: z.enum(GRANT_RELATIONS),
    purpose: z.enum(VIEWING_PURPOSES),
    /** Wall ms until which the officer's training for this duty is valid. */
    trainingValidUntil: wallMsSchema,
    notBefore: wallMsSchema,
    expires: wallMsSchema,
    /** Public key of this viewing's key pair. */
    publicKey: xWingPublicKeySchema,
  })
  .superRefine((grant, context) => {
    if (new Set(grant.modalities).size !== grant.modalities.length) {
      context.addIssue({ code: 'custom', path: ['modalities'], message: 'must name each modality once' });
    }
    const lifetimeMs = grant.expires - grant.notBefore;
    if (lifetimeMs <= 0 || lifetimeMs > GRANT_LIFETIME_MS) {
      context.addIssue({ code: 'custom', path: ['expires'], message: 'must be at most two minutes after notBefore' });
    }
  });
export type EvidenceGrant = z.infer<typeof evidenceGrantSchema>;

const GRANT_FORM: ServerMessageForm<EvidenceGrant> = {
  purpose: 'grant',
  schema: evidenceGrantSchema,
  limitBytes: 3_072,
  wireLimitBytes: GRANT_LIMIT_BYTES,
  asserted: true,
};

/** The canonical bytes of a grant. Throws `ContractError` `invalid` or `too-large`. */
export function grantBytes(grant: EvidenceGrant): Uint8Array {
  return payloadBytes(GRANT_FORM, grant);
}

/** The bytes that the server's key signs; `encodeServerMessage` makes the bytes on the wire. */
export function grantSigningInput(payload: Uint8Array): Uint8Array {
  return signingInput('grant', payload);
}

/**
 * Verifies a grant's form and the server's signature (key: 32 bytes). The lane itself checks that the grant is for this lane, in force and
 * not used before. Throws `ContractError` `bad-key` as `openServerMessage` does.
 */
export function openGrant(bytes: Uint8Array, serverKey: ServerKey): OpenedServerMessage<EvidenceGrant> {
  return openServerMessage(GRANT_FORM, bytes, serverKey);
}
