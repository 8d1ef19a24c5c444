/**
 * Seals a capture's key to an officer's browser: HPKE (RFC 9180) base mode with X-Wing (draft-connolly-cfrg-xwing-kem, KEM
 * id 0x647a), HKDF-SHA256 and AES-256-GCM. Hybrid post-quantum, because a face recorded today is still valid biometric data
 * when quantum computers exist.
 */
import { Aes256Gcm, CipherSuite, HkdfSha256 } from '@hpke/core';
import { XWing } from '@hpke/hybridkem-x-wing';
import { evidenceContext, evidenceInfo } from '../../../server/contract/evidence-answer.ts';

const suite = new CipherSuite({ kem: new XWing(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });

export interface SealedKey {
  /** 1120 bytes. */
  readonly encapsulation: Uint8Array;
  /** 48 bytes. */
  readonly sealedKey: Uint8Array;
}

/**
 * Seals a key bound to the grant and the capture. Rejects when the public key is invalid.
 *
 * @param publicKey 1216 bytes. @param dataKey 32 bytes, wiped by the caller
 */
export async function sealKeyToOfficer(
  publicKey: Uint8Array,
  dataKey: Uint8Array,
  grantDigest: string,
  captureId: string,
): Promise<SealedKey> {
  const recipientPublicKey = await suite.kem.deserializePublicKey(publicKey);
  const sender = await suite.createSenderContext({ recipientPublicKey, info: evidenceInfo(grantDigest) });
  const sealedKey = await sender.seal(dataKey, evidenceContext(captureId));
  return { encapsulation: new Uint8Array(sender.enc), sealedKey: new Uint8Array(sealedKey) };
}
