/**
 * Seals a pseudonym to a partner: HPKE (RFC 9180), base mode, X25519, HKDF-SHA256, AES-256-GCM. Each has its own encapsulation, so that
 * two sealed pseudonyms of one document are as different as sealed pseudonyms of two documents.
 */
import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core';
import { hexToBytes } from '@noble/hashes/utils.js';
import { PSEUDONYM_BYTES, sealingInfo } from '../../../server/contract/partner-pseudonyms.ts';
import type { PartnerTerm } from '../../../server/contract/partner-terms.ts';

const suite = new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });

/** 64 bytes. Rejects when the partner's key is no point of the curve. @param pseudonym 16 bytes, wiped by the caller */
export async function sealPseudonym(
  { agreement, sealTo }: Pick<PartnerTerm, 'agreement' | 'sealTo'>,
  month: string,
  pseudonym: Uint8Array,
): Promise<Uint8Array> {
  const recipientPublicKey = await suite.kem.deserializePublicKey(Uint8Array.from(hexToBytes(sealTo)));
  const sender = await suite.createSenderContext({ recipientPublicKey, info: sealingInfo(agreement.digest, month) });
  const sealed = await sender.seal(pseudonym);
  return Buffer.concat([new Uint8Array(sender.enc), new Uint8Array(sealed)]);
}

/** Sealed random bytes, which the partner cannot tell from the pseudonym of a document that is not on its list. */
export async function sealDummy(
  term: Pick<PartnerTerm, 'agreement' | 'sealTo'>,
  month: string,
  randomBytes: (length: number) => Uint8Array,
): Promise<Uint8Array> {
  return sealPseudonym(term, month, randomBytes(PSEUDONYM_BYTES));
}
