/**
 * The one-off key pair of a viewing: HPKE (RFC 9180) base mode with X-Wing, HKDF-SHA256 and AES-256-GCM, as the lane seals. It is
 * a plain object of this page's memory and goes with it; it is never written anywhere.
 */
import { Aes256Gcm, CipherSuite, HkdfSha256 } from '@hpke/core';
import { XWing } from '@hpke/hybridkem-x-wing';
import { encodeBase64Url } from '../../contract/base64url.ts';
import { evidenceContext, evidenceInfo, type ReleasedCapture } from '../../contract/evidence-answer.ts';

const suite = new CipherSuite({ kem: new XWing(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });

export interface ViewingKey {
  /** 1216 bytes in base64url. */
  readonly publicKey: string;
  /** A capture's key, 32 bytes; the caller wipes it. Rejects when it was not sealed to this viewing. */
  open(capture: ReleasedCapture, grantDigest: string): Promise<Uint8Array>;
}

export async function makeViewingKey(): Promise<ViewingKey> {
  const pair = await suite.kem.generateKeyPair();
  return {
    publicKey: encodeBase64Url(new Uint8Array(await suite.kem.serializePublicKey(pair.publicKey))),
    async open({ captureId, encapsulation, sealedKey }, grantDigest) {
      const info = evidenceInfo(grantDigest);
      const recipient = await suite.createRecipientContext({ recipientKey: pair, enc: encapsulation, info });
      return new Uint8Array(await recipient.open(sealedKey, evidenceContext(captureId)));
    },
  };
}
