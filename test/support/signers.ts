/** People who sign documents, for tests. */
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { encodeBase64Url } from '../../server/contract/base64url.ts';
import { canonicalJson } from '../../server/contract/canonical-json.ts';
import type { SignedRetention } from '../../server/contract/retention.ts';
import type { DocumentKind, SignedDocument } from '../../server/contract/signed-document.ts';
import { signingInput } from '../../server/contract/signing.ts';

export interface Signer {
  readonly privateKey: KeyObject;
  /** The public key. */
  readonly hex: string;
}

export function signer(): Signer {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return { privateKey, hex: publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex') };
}

/** A retention policy in the form that an order contains, with any content. */
export function signedBy(policy: unknown, signers: readonly Signer[]): SignedRetention {
  const { document, signatures } = documentSignedBy('retention-policy', policy, signers);
  return { policy: document, signatures };
}

/** @param content signed unchanged when it is bytes, otherwise in canonical form, with or without a matching schema */
export function documentSignedBy(kind: DocumentKind, content: unknown, signers: readonly Signer[]): SignedDocument {
  const bytes = content instanceof Uint8Array ? content : canonicalJson(content, { depth: 32, bytes: 8_000_000 });
  return {
    kind,
    document: encodeBase64Url(bytes),
    signatures: signers.map(({ privateKey, hex }) => ({
      publicKey: hex,
      signature: encodeBase64Url(sign(null, signingInput(kind, bytes), privateKey)),
    })),
  };
}
