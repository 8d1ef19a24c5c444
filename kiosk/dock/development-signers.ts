/** Development only: documents signed by two temporary keys, where production needs the keys of two people. */
import { generateKeyPairSync, sign } from 'node:crypto';
import { encodeBase64Url } from '../../server/contract/base64url.ts';
import type { DocumentKind, SignedDocument } from '../../server/contract/signed-document.ts';
import { signingInput } from '../../server/contract/signing.ts';

/** @param bytes of the document */
export function signedByTwo(kind: DocumentKind, bytes: Uint8Array): SignedDocument {
  const signatures = [0, 1].map(() => {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    return {
      publicKey: publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex'),
      signature: encodeBase64Url(Uint8Array.from(sign(null, signingInput(kind, bytes), privateKey))),
    };
  });
  return { kind, document: encodeBase64Url(bytes), signatures };
}

/** The public keys of the signers, hex, as configurations have them. */
export function signerKeysOf({ signatures }: SignedDocument): string {
  return signatures.map(({ publicKey }) => publicKey).join(',');
}
