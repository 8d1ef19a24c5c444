import { createPublicKey } from 'node:crypto';
import { cose, decodeCredentialPublicKey } from '@simplewebauthn/server/helpers';
import { encodeBase64Url } from '../../contract/base64url.ts';
import type { PasskeyAlgorithm } from '../../contract/officer-keys.ts';

export interface PasskeyPublicKey {
  readonly algorithm: PasskeyAlgorithm;
  /** SubjectPublicKeyInfo, DER in base64url. */
  readonly publicKey: string;
}

/** A passkey's public key (COSE, RFC 9053) in the format of lanes; `undefined` for a kind that the server does not register. */
export function spkiOfCose(publicKey: Uint8Array<ArrayBuffer>): PasskeyPublicKey | undefined {
  try {
    const key = decodeCredentialPublicKey(publicKey);
    if (cose.isCOSEPublicKeyEC2(key) && key.get(cose.COSEKEYS.crv) === cose.COSECRV.P256) {
      const [x, y] = [key.get(cose.COSEKEYS.x), key.get(cose.COSEKEYS.y)];
      return x && y && spkiOf('ES256', { kty: 'EC', crv: 'P-256', x: encodeBase64Url(x), y: encodeBase64Url(y) });
    }
    if (cose.isCOSEPublicKeyOKP(key) && key.get(cose.COSEKEYS.crv) === cose.COSECRV.ED25519) {
      const x = key.get(cose.COSEKEYS.x);
      return x && spkiOf('EdDSA', { kty: 'OKP', crv: 'Ed25519', x: encodeBase64Url(x) });
    }
    if (cose.isCOSEPublicKeyRSA(key)) {
      const [n, e] = [key.get(cose.COSEKEYS.n), key.get(cose.COSEKEYS.e)];
      return n && e && spkiOf('RS256', { kty: 'RSA', n: encodeBase64Url(n), e: encodeBase64Url(e) });
    }
  } catch {
    // Not a key that a lane can use
  }
  return undefined;
}

function spkiOf(algorithm: PasskeyAlgorithm, jwk: Readonly<Record<string, string>>): PasskeyPublicKey {
  const spki = createPublicKey({ key: { ...jwk }, format: 'jwk' }).export({ format: 'der', type: 'spki' });
  return { algorithm, publicKey: encodeBase64Url(Uint8Array.from(spki)) };
}
