/** Decrypts the secret of a credential (`make-credential.ts`): only a TPM that has both keys does, and only for a key of this name. */
import { EMPTY, u32 } from './bytes.ts';
import type { Credential } from './make-credential.ts';
import { DIGEST_BYTES, HANDLE } from './numbers.ts';
import { createPrimary, entityOf, flush, withValue } from './objects.ts';
import { startSession } from './open-session.ts';
import type { OpenedTpm } from './open-tpm.ts';
import { TpmError, tpmFault } from './tpm-error.ts';
import type { UsableKey } from './use-key.ts';

const NONE = new Uint8Array();
const NOT_ENCRYPTED = { command: false, answer: false };

/**
 * The secret of a credential. Rejects with `DeviceError` `refused` when it was not made for this TPM and this key.
 *
 * @param template of the endorsement key
 */
export async function activateCredential(
  opened: OpenedTpm,
  key: UsableKey,
  template: Uint8Array,
  { identity, secret }: Credential,
): Promise<Uint8Array> {
  const { tpm, storageRoot, session } = opened;
  const endorsement = await createPrimary(tpm, HANDLE.endorsement, template, withValue(session, NONE));
  try {
    const policy = await startSession(tpm, 'policy', storageRoot);
    try {
      await policyOfEndorsement(opened, policy.handle);
      return await tpm.run(
        {
          name: 'activateCredential',
          entities: [entityOf(key.object), entityOf(endorsement)],
          sessions: [withValue(key.session, key.authValue), withValue(policy, NONE, NOT_ENCRYPTED)],
          parameters: [identity, secret],
        },
        (parameters) => Uint8Array.from(parameters.sized(DIGEST_BYTES)),
      );
    } finally {
      policy.wipe();
      // A policy session ends with its use, but not with a refusal
      await flush(tpm, policy.handle).catch(() => undefined);
    }
  } catch (error) {
    if (!(error instanceof TpmError) || !error.is('integrity', 'value', 'size', 'failure')) throw error;
    throw tpmFault('refused', 'the credential was not made for this TPM and its attestation key', error);
  } finally {
    await flush(tpm, endorsement.handle).catch(() => undefined);
  }
}

/** TPM2_PolicySecret: the endorsement hierarchy authorises the use of its key. */
async function policyOfEndorsement({ tpm, session }: OpenedTpm, policySession: number): Promise<void> {
  await tpm.run(
    {
      name: 'policySecret',
      entities: [{ handle: HANDLE.endorsement }, { handle: policySession }],
      sessions: [withValue(session, NONE, NOT_ENCRYPTED)],
      // No nonce, command or reference; no expiry
      parameters: [EMPTY, EMPTY, EMPTY, u32(0)],
    },
    (parameters) => {
      parameters.sized();
      parameters.take(TICKET_HEAD_BYTES);
      parameters.sized();
    },
  );
}

/** Tag and hierarchy of TPMT_TK_AUTH. */
const TICKET_HEAD_BYTES = 6;
