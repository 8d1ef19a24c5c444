/** The organisations that sign agreements: this agency and its partners, with their keys. Pure. */
import { hexToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { decodeBase64Url } from '../../contract/base64url.ts';
import { canonicalDigest } from '../../contract/canonical-digest.ts';
import { isEd25519KeyAcceptable } from '../../contract/signing.ts';
import { SIGNATURES_OF_SIDE } from './vocabulary.ts';

/** draft-connolly-cfrg-xwing-kem §5.2. */
const ENCRYPTION_KEY_BYTES = 1_216;
const MAX_SIGNERS = 8;

export const partyIdSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{1,31}$/, 'must be 2 to 32 lower-case letters, digits and hyphens');

/** One line without control characters. */
export const lineSchema = z
  .string()
  .min(1)
  .max(300)
  .regex(/^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]+$/u, 'must be one line of text')
  .refine((text) => text.trim() === text, 'must not begin or end with a space');

export const ed25519KeySchema = z
  .string()
  .regex(/^[0-9a-f]{64}$/, { message: 'must be an Ed25519 key in lower-case hex', abort: true })
  .refine((hex) => isEd25519KeyAcceptable(hexToBytes(hex)), 'must be a point of the prime-order group');

const common = {
  id: partyIdSchema,
  name: lineSchema,
  /** ISO 3166-1 alpha-2. */
  country: z.string().regex(/^[A-Z]{2}$/, 'must be two capital letters'),
  /** The people who may sign agreements for it. */
  signers: z
    .array(ed25519KeySchema)
    .min(SIGNATURES_OF_SIDE)
    .max(MAX_SIGNERS)
    .refine((keys) => new Set(keys).size === keys.length, 'must name each key once'),
} as const;

export const partySchema = z.discriminatedUnion('role', [
  z.strictObject({ role: z.literal('own'), ...common }),
  z
    .strictObject({
      role: z.literal('partner'),
      ...common,
      /** Where the agency answers questions about its copies. */
      contact: lineSchema,
      /** X-Wing, base64url: deliveries are sealed to it. */
      encryptionKey: z
        .string()
        .max(1_700)
        .refine((text) => decodeBase64Url(text)?.length === ENCRYPTION_KEY_BYTES, 'must be an X-Wing key in base64url'),
      /** The key of the partner's program: it signs requests, receipts and confirmations of deletion. */
      signingKey: ed25519KeySchema,
    })
    .refine(({ signers, signingKey }) => !signers.includes(signingKey), {
      path: ['signingKey'],
      message: 'must not be the key of a person who signs agreements',
    }),
]);
export type Party = z.infer<typeof partySchema>;
export type Partner = Extract<Party, { readonly role: 'partner' }>;

/** Names the party with exactly these keys. Agreements refer to it, so that a changed key takes a new version of the agreement. */
export function partyDigest(party: Party): string {
  return canonicalDigest(party);
}
