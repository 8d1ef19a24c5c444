import { type KeyObject, verify } from 'node:crypto';
import type { Approval } from '../../../hardware/tpm/measured-value.ts';
import { pcrPolicyDigest } from '../../../hardware/tpm/pcr.ts';

/** Whether the owner of the key approved starts with these values of registers. A TPM decides the same with TPM2_VerifySignature. */
export function isApproval({ pcrs, digest, signature }: Approval, key: KeyObject): boolean {
  const policy = pcrPolicyDigest(
    [...pcrs].sort((one, other) => one - other),
    Buffer.from(digest, 'hex'),
  );
  const message = Buffer.concat([policy, Buffer.from('postern/measured/v1')]);
  return verify('sha256', message, { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'));
}
