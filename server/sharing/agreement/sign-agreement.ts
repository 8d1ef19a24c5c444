/** One person's signature under an agreement, with a key outside the server. Pure. */
import { bytesToHex } from '@noble/hashes/utils.js';
import { encodeBase64Url } from '../../contract/base64url.ts';
import { canonicalJson } from '../../contract/canonical-json.ts';
import { signingInput } from '../../contract/signing.ts';
import type { Agreement } from './agreement.ts';
import { type Party, partyDigest } from './party.ts';
import type { AgreementSignature } from './signatures.ts';

/** A person's key: in a file, or on a token. */
interface AgreementKey {
  /** Ed25519, 32 bytes. */
  readonly publicKey: Uint8Array;
  readonly sign: (message: Uint8Array) => Uint8Array;
}

/**
 * `other-record`: the agreement names neither side by this record, perhaps because the party has new keys. `not-a-signer`: the record does
 * not name the key.
 */
export type SigningRefusal = 'other-record' | 'not-a-signer';

export type OwnSignature =
  | { readonly kind: 'signed'; readonly signature: AgreementSignature }
  | { readonly kind: 'refused'; readonly code: SigningRefusal };

/** @param party the record of the person's own organisation, from which the side follows */
export function signAgreement(agreement: Agreement, party: Party, { publicKey, sign }: AgreementKey): OwnSignature {
  const record = partyDigest(party);
  const side = (['provider', 'recipient'] as const).find((one) => agreement.parties[one].record === record);
  if (side === undefined) return { kind: 'refused', code: 'other-record' };
  const key = bytesToHex(publicKey);
  if (!party.signers.includes(key)) return { kind: 'refused', code: 'not-a-signer' };
  const signature = encodeBase64Url(sign(signingInput('sharing-agreement', canonicalJson(agreement))));
  return { kind: 'signed', signature: { side, publicKey: key, signature } };
}

/** The signatures with this one added. One of the same key is replaced. */
export function withSignature(
  signatures: readonly AgreementSignature[],
  added: AgreementSignature,
): readonly AgreementSignature[] {
  return [...signatures.filter(({ publicKey }) => publicKey !== added.publicKey), added];
}
