/**
 * The attestation key of a kiosk in a TPM. It is made when it is first needed and kept, encrypted by the storage root key, in a file of
 * its own, so that a kiosk whose keys are older has one too.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFileSync } from '../../host/durable-file-sync.ts';
import { activateCredential } from '../../tpm/activate-credential.ts';
import { findCertificate } from '../../tpm/endorsement.ts';
import { isAttestationKey } from '../../tpm/judge-attested.ts';
import type { KeySlot } from '../../tpm/key-slot.ts';
import { create, decodeBlob, encodeBlob, flush, load, type ObjectBlob, type TpmObject } from '../../tpm/objects.ts';
import type { OpenedTpm } from '../../tpm/open-tpm.ts';
import { ATTESTATION_TEMPLATE, readPublicArea } from '../../tpm/public-area.ts';
import { certify, quote } from '../../tpm/quote.ts';
import { tpmFault } from '../../tpm/tpm-error.ts';
import type { UsableKey } from '../../tpm/use-key.ts';
import type { Attestation } from '../attestation.ts';

const FILE = 'attestation.tpmkey';

export interface AttestationParts {
  readonly opened: OpenedTpm;
  readonly folder: string;
  readonly slot: KeySlot;
  readonly usable: (object: TpmObject) => UsableKey;
  readonly authValue: Uint8Array;
  readonly signing: ObjectBlob;
}

/** Calls do not overlap. */
export function tpmAttestation({ opened, folder, slot, usable, authValue, signing }: AttestationParts): Attestation {
  const { tpm, storageRoot, session } = opened;
  const path = join(folder, FILE);
  /** Kept, because the loaded key is recognised by its blob. */
  let known: ObjectBlob | undefined;
  const made = async (): Promise<ObjectBlob> => {
    await slot.clear();
    const blob = await create(tpm, storageRoot, session, { template: ATTESTATION_TEMPLATE, authValue });
    createFileSync(path, `${Buffer.from(encodeBlob(blob)).toString('base64url')}\n`);
    return blob;
  };
  const blobOf = async (): Promise<ObjectBlob> => {
    known ??= existsSync(path) ? readKey(path) : await made();
    return known;
  };
  const key = async (): Promise<UsableKey> => usable(await slot.loaded(await blobOf()));
  const endorsement = async () => {
    const found = await findCertificate(opened);
    if (found !== undefined) return found;
    throw tpmFault('unsupported', 'the TPM has no certificate of its endorsement key: P-256 or RSA with 2,048 bits');
  };
  return {
    async identity(nonce) {
      const { certificate } = await endorsement();
      const attesting = await key();
      const object = await load(tpm, storageRoot, session, signing);
      try {
        return {
          endorsement: new Uint8Array(certificate.raw),
          attestationKey: attesting.object.publicArea.bytes,
          signingKey: object.publicArea.bytes,
          certified: await certify(opened, attesting, object, authValue, nonce),
        };
      } finally {
        await flush(tpm, object.handle);
      }
    },
    async activate(identity, secret) {
      const { template } = await endorsement();
      return activateCredential(opened, await key(), template, { identity, secret });
    },
    async quote(registers, nonce) {
      return quote(opened, await key(), registers, nonce);
    },
  };
}

function readKey(path: string): ObjectBlob {
  let blob: ObjectBlob;
  try {
    blob = decodeBlob(Buffer.from(readFileSync(path, 'utf8').trim(), 'base64url'));
  } catch (cause) {
    throw tpmFault(
      'unsupported',
      `the file ${FILE} is damaged: without it the TPM makes another attestation key`,
      cause,
    );
  }
  if (!isAttestationKey(readPublicArea(blob.publicPart))) {
    throw tpmFault('unsupported', 'the attestation key was not made in the TPM, or also signs other messages');
  }
  return blob;
}
