/**
 * A value that the TPM releases only to a machine that was started as approved. It is sealed to a policy that names the key of
 * approvals (TPM2_PolicyAuthorize): an approval signed with it names registers and their values, so that an update needs a
 * new approval and no new sealing.
 */
import { sign, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { sized, TpmFormatError, u16, u32 } from './bytes.ts';
import { sha256 } from './kdf.ts';
import { ALGORITHM, COMMAND, DIGEST_BYTES } from './numbers.ts';
import { create, entityOf, flush, load, loadExternal, type ObjectBlob, withValue } from './objects.ts';
import type { OpenedTpm } from './open-tpm.ts';
import { startSession } from './open-session.ts';
import { digestOfPcrs, pcrList, pcrPolicyDigest, policyPcr, readPcrs } from './pcr.ts';
import { COORDINATE_BYTES, type EcPoint, externalVerifierTemplate, nameOf, sealedTemplate } from './public-area.ts';
import { TpmError, tpmFault } from './tpm-error.ts';
import { unseal } from './use-key.ts';

/** Binds an approval to this use. */
const REFERENCE = new TextEncoder().encode('postern/measured/v1');
const SIGNATURE_OPTIONS = { dsaEncoding: 'ieee-p1363' } as const;
const TICKET_TAG_AND_HIERARCHY_BYTES = 6;
const APPROVALS_MAX = 64;

export const approvalSchema = z.strictObject({
  pcrs: z.array(z.int().min(0).max(23)).min(1).max(24),
  /** SHA-256 of the values, 64 hex digits. */
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  /** ECDSA on P-256 with SHA-256: r and s, base64url. */
  signature: z.string().regex(/^[\w-]{86}$/),
});
export type Approval = z.infer<typeof approvalSchema>;

/** The file of approvals: the present one, and that of the next update. */
export const approvalsSchema = z.strictObject({
  version: z.literal(1),
  approvals: z.array(approvalSchema).max(APPROVALS_MAX),
});

/** The bytes that the key of approvals signs. */
function approvalMessage(pcrs: readonly number[], digest: Uint8Array): Uint8Array {
  return Buffer.concat([pcrPolicyDigest(pcrs, digest), REFERENCE]);
}

/** @param key a private key on P-256 */
export function signApproval(pcrs: readonly number[], digest: Uint8Array, key: KeyObject): Approval {
  const list = pcrList(pcrs);
  const signature = sign('sha256', approvalMessage(list, digest), { key, ...SIGNATURE_OPTIONS });
  return { pcrs: [...list], digest: Buffer.from(digest).toString('hex'), signature: signature.toString('base64url') };
}

/** Seals a value to machines that the owner of this key approves. */
export function sealMeasured(opened: OpenedTpm, approvalKey: EcPoint, value: Uint8Array): Promise<ObjectBlob> {
  const name = nameOf(externalVerifierTemplate(approvalKey));
  // The policy digest is zero at first; TPM2_PolicyAuthorize extends it twice (Part 3, §23.16)
  const first = sha256(new Uint8Array(DIGEST_BYTES), u32(COMMAND.policyAuthorize), name);
  const template = sealedTemplate(sha256(first, REFERENCE));
  return create(opened.tpm, opened.storageRoot, opened.session, { template, authValue: new Uint8Array(), data: value });
}

/**
 * The sealed value. Rejects with `DeviceError` `not-permitted` when no approval fits the machine's present state, or the
 * fitting one was not signed by the key.
 */
export async function openMeasured(
  opened: OpenedTpm,
  sealed: ObjectBlob,
  approvalKey: EcPoint,
  approvals: readonly Approval[],
): Promise<Uint8Array<ArrayBuffer>> {
  const approval = await fitting(opened, approvals);
  const pcrs = pcrList(approval.pcrs);
  const digest = Buffer.from(approval.digest, 'hex');
  const { tpm, storageRoot } = opened;
  const ticket = await ticketOf(opened, approvalKey, pcrs, digest, Buffer.from(approval.signature, 'base64url'));
  const policy = await startSession(tpm, 'policy', storageRoot);
  try {
    await policyPcr(tpm, policy.handle, pcrs, digest);
    await tpm.run(
      {
        name: 'policyAuthorize',
        entities: [{ handle: policy.handle }],
        parameters: [
          sized(pcrPolicyDigest(pcrs, digest)),
          sized(REFERENCE),
          sized(nameOf(externalVerifierTemplate(approvalKey))),
          ticket,
        ],
      },
      () => undefined,
    );
    const object = await load(tpm, storageRoot, opened.session, sealed);
    try {
      return await unseal(tpm, { object, session: policy, authValue: new Uint8Array() });
    } finally {
      await flush(tpm, object.handle);
    }
  } finally {
    policy.wipe();
    await flush(tpm, policy.handle).catch(() => undefined);
  }
}

/** The first approval whose registers have its values now. */
async function fitting({ tpm }: OpenedTpm, approvals: readonly Approval[]): Promise<Approval> {
  for (const approval of approvals) {
    const pcrs = pcrList(approval.pcrs);
    const now = digestOfPcrs(pcrs, await readPcrs(tpm, pcrs));
    if (Buffer.from(now).toString('hex') === approval.digest) return approval;
  }
  throw tpmFault(
    'not-permitted',
    'no approval fits the way in which this machine was started: sign one for its present measurements, or start the approved system',
  );
}

/** The TPM's statement that it has verified the signature (TPMT_TK_VERIFIED). */
async function ticketOf(
  { tpm, session }: OpenedTpm,
  approvalKey: EcPoint,
  pcrs: readonly number[],
  digest: Uint8Array,
  signature: Uint8Array,
): Promise<Uint8Array> {
  const key = await loadExternal(tpm, session, externalVerifierTemplate(approvalKey));
  const [r, s] = [signature.subarray(0, COORDINATE_BYTES), signature.subarray(COORDINATE_BYTES)];
  try {
    return await tpm.run(
      {
        name: 'verifySignature',
        entities: [entityOf(key)],
        sessions: [withValue(session, new Uint8Array(), { command: true, answer: false })],
        parameters: [
          sized(sha256(approvalMessage(pcrs, digest))),
          u16(ALGORITHM.ecdsa),
          u16(ALGORITHM.sha256),
          sized(r),
          sized(s),
        ],
      },
      (parameters) => {
        const head = Uint8Array.from(parameters.take(TICKET_TAG_AND_HIERARCHY_BYTES));
        const proof = parameters.sized();
        if (proof.length === 0) throw new TpmFormatError('a ticket without a proof');
        return Buffer.concat([head, sized(proof)]);
      },
    );
  } catch (error) {
    if (!(error instanceof TpmError) || !error.is('signature')) throw error;
    throw tpmFault('not-permitted', 'the approval of this start was not signed by the key of approvals', error);
  } finally {
    await flush(tpm, key.handle);
  }
}
