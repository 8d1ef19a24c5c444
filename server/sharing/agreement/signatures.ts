/** Signatures under agreements: two people of each side, Ed25519 over the canonical JSON with its prefix. Pure. */
import { hexToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { decodeBase64Url } from '../../contract/base64url.ts';
import { canonicalJson } from '../../contract/canonical-json.ts';
import { isSignatureValid, SIGNATURE_BYTES } from '../../contract/signing.ts';
import type { Agreement } from './agreement.ts';
import { ed25519KeySchema, partyDigest, type Party } from './party.ts';
import { SIGNATURES_OF_SIDE } from './vocabulary.ts';

const MAX_SIGNATURES = 16;

export const agreementSignatureSchema = z.strictObject({
  side: z.enum(['provider', 'recipient']),
  publicKey: ed25519KeySchema,
  /** 64 bytes in base64url. */
  signature: z
    .string()
    .max(90)
    .refine((text) => decodeBase64Url(text)?.length === SIGNATURE_BYTES, 'must be 64 bytes in base64url'),
});
export type AgreementSignature = z.infer<typeof agreementSignatureSchema>;
export const agreementSignaturesSchema = z.array(agreementSignatureSchema).max(MAX_SIGNATURES);

export interface Parties {
  readonly provider: Party;
  readonly recipient: Party;
}

/**
 * `complete`: two people of each side have signed. `refused`: a key that is not of its side (`not-a-signer`), a second signature by the same
 * key (`signed-twice`), an invalid one (`signature-invalid`), or records that the agreement does not name (`other-record`).
 */
export type Signed =
  | { readonly kind: 'complete' }
  | { readonly kind: 'incomplete'; readonly missing: { readonly provider: number; readonly recipient: number } }
  | { readonly kind: 'refused'; readonly code: 'not-a-signer' | 'signed-twice' | 'signature-invalid' | 'other-record' };

export function judgeSignatures(
  agreement: Agreement,
  signatures: readonly AgreementSignature[],
  parties: Parties,
): Signed {
  const { provider, recipient } = agreement.parties;
  if (partyDigest(parties.provider) !== provider.record || partyDigest(parties.recipient) !== recipient.record)
    return { kind: 'refused', code: 'other-record' };
  const payload = canonicalJson(agreement);
  const keys = new Set<string>();
  const missing = { provider: SIGNATURES_OF_SIDE, recipient: SIGNATURES_OF_SIDE };
  for (const { side, publicKey, signature } of signatures) {
    if (!parties[side].signers.includes(publicKey)) return { kind: 'refused', code: 'not-a-signer' };
    // One person must not sign for both sides either
    if (keys.has(publicKey)) return { kind: 'refused', code: 'signed-twice' };
    keys.add(publicKey);
    const bytes = decodeBase64Url(signature) ?? new Uint8Array();
    if (!isSignatureValid('sharing-agreement', payload, bytes, hexToBytes(publicKey)))
      return { kind: 'refused', code: 'signature-invalid' };
    missing[side] = Math.max(0, missing[side] - 1);
  }
  return missing.provider + missing.recipient === 0 ? { kind: 'complete' } : { kind: 'incomplete', missing };
}
