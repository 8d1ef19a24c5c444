/** People who sign retention policies, for tests. */
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { encodeBase64Url } from '../../server/contract/base64url.ts';
import { canonicalJson } from '../../server/contract/canonical-json.ts';
import type { SignedRetention } from '../../server/contract/retention.ts';
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

/** Whatever it is that they sign. */
export function signedBy(policy: unknown, signers: readonly Signer[]): SignedRetention {
  const payload = canonicalJson(policy);
  return {
    policy: encodeBase64Url(payload),
    signatures: signers.map(({ privateKey, hex }) => ({
      publicKey: hex,
      signature: encodeBase64Url(sign(null, signingInput('retention-policy', payload), privateKey)),
    })),
  };
}
