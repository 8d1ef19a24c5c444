/** A retention policy signed by two people, for tests. */
import { generateKeyPairSync, sign } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEVELOPMENT_RETENTION } from '../../kiosk/retention/development-retention.ts';
import { encodeBase64Url } from '../../server/contract/base64url.ts';
import { canonicalJson } from '../../server/contract/canonical-json.ts';
import { signingInput } from '../../server/contract/signing.ts';

/**
 * The development policy with another limit for referrals.
 * @returns its file, and its signers' keys in the format of the configuration
 */
export function signedRetention(folder: string, referredMs: number): { readonly file: string; readonly keys: string } {
  const { classes } = DEVELOPMENT_RETENTION;
  const referred = { ...classes.referred, limitMs: referredMs };
  const payload = canonicalJson({ ...DEVELOPMENT_RETENTION, classes: { ...classes, referred } });
  const signatures = [1, 2].map(() => {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const signature = sign(null, signingInput('retention-policy', payload), privateKey);
    return {
      publicKey: publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex'),
      signature: encodeBase64Url(signature),
    };
  });
  const file = join(folder, 'retention-policy.json');
  writeFileSync(file, JSON.stringify({ policy: encodeBase64Url(payload), signatures }));
  return { file, keys: signatures.map(({ publicKey }) => publicKey).join(',') };
}
