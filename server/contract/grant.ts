/**
 * The server's word that one officer may look at what one lane keeps of one traveller: for minutes, once, for a named purpose,
 * and only with the key that the officer's browser made for it. The server signs it and never sees what it opens. It counts with the
 * officer's own assertion over its digest only (`assertion.ts`), which their browser puts beside it on the way to the lane.
 */
import { z } from 'zod';
import { ASSERTION_LIMIT_BYTES } from './assertion.ts';
import { decodeBase64Url } from './base64url.ts';
import { EVIDENCE_MODALITIES, GRANT_RELATIONS, OFFICER_ROLES, VIEWING_PURPOSES } from './evidence-vocabulary.ts';
import { kioskIdSchema, officerIdSchema, transactionIdSchema, wallMsSchema } from './field.ts';
import { payloadBytes } from './payload.ts';
import {
  openServerMessage,
  type OpenedServerMessage,
  type ServerKey,
  type ServerMessageForm,
} from './server-message.ts';
import { signingInput } from './signing.ts';

/** From `notBefore` to `expires`, at most. */
export const GRANT_LIFETIME_MS = 120_000;

/** A grant's wire form is never larger than this, the officer's assertion included. */
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
    /** Random; a lane honours it once. */
    nonce: z.string().regex(/^[0-9a-f]{32}$/, 'must be 128 random bits in hex'),
    kioskId: kioskIdSchema,
    transactionId: transactionIdSchema,
    modalities: z.array(z.enum(EVIDENCE_MODALITIES)).min(1).max(EVIDENCE_MODALITIES.length),
    officer: officerIdSchema,
    role: z.enum(OFFICER_ROLES),
    relation: z.enum(GRANT_RELATIONS),
    purpose: z.enum(VIEWING_PURPOSES),
    /** Until when the officer's training for this duty is valid, wall ms. */
    trainingValidUntil: wallMsSchema,
    notBefore: wallMsSchema,
    expires: wallMsSchema,
    /** Of the viewing's own key pair. */
    publicKey: xWingPublicKeySchema,
  })
  .superRefine((grant, context) => {
    if (new Set(grant.modalities).size !== grant.modalities.length) {
      context.addIssue({ code: 'custom', path: ['modalities'], message: 'names each modality once' });
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

/** What the server's key signs; `encodeServerMessage` makes the bytes on the wire. */
export function grantSigningInput(payload: Uint8Array): Uint8Array {
  return signingInput('grant', payload);
}

/**
 * Verifies a grant's form and the server's signature (key: 32 bytes), and no more: whether it is for this lane, this moment and
 * the first time is the lane's to judge. Throws `ContractError` `bad-key` as `openServerMessage` does.
 */
export function openGrant(bytes: Uint8Array, serverKey: ServerKey): OpenedServerMessage<EvidenceGrant> {
  return openServerMessage(GRANT_FORM, bytes, serverKey);
}
