/**
 * The certificate that the manufacturer of a TPM gave its endorsement key (TCG EK Credential Profile), and the proof that this
 * TPM has the key, and beside it the storage root key of the lane.
 */
import { X509Certificate } from 'node:crypto';
import { pointOf } from './ec-key.ts';
import { leadsToRoot, type ManufacturerCertificates } from './endorsement-chain.ts';
import { HANDLE } from './numbers.ts';
import { readNv } from './nv.ts';
import { create, createPrimary, flush, type TpmObject, withValue } from './objects.ts';
import { startSession } from './open-session.ts';
import type { OpenedTpm } from './open-tpm.ts';
import { ENDORSEMENT_EC_TEMPLATE, ENDORSEMENT_RSA_TEMPLATE, HMAC_TEMPLATE, uncompressed } from './public-area.ts';
import { tpmFault } from './tpm-error.ts';

/** Indices and templates of the two endorsement keys of the "low range", the preferred one first. */
const KEYS = [
  { index: 0x01c0_000a, template: ENDORSEMENT_EC_TEMPLATE },
  { index: 0x01c0_0002, template: ENDORSEMENT_RSA_TEMPLATE },
] as const;

export interface FoundCertificate {
  readonly certificate: X509Certificate;
  readonly template: Uint8Array;
}

/**
 * Resolves to the verified certificate in DER. Rejects with `DeviceError` `unsupported` when the TPM has none, when it does not
 * lead to a root, or when the TPM does not have its key.
 */
export async function verifyEndorsement(
  opened: OpenedTpm,
  manufacturers: ManufacturerCertificates,
  nowMs: number,
): Promise<Uint8Array> {
  const found = await findCertificate(opened);
  if (found === undefined) {
    throw tpmFault('unsupported', 'the TPM has no certificate of its endorsement key: P-256 or RSA with 2,048 bits');
  }
  const { certificate, template } = found;
  if (!leadsToRoot(certificate, manufacturers, nowMs)) {
    throw tpmFault(
      'unsupported',
      'the certificate of the endorsement key does not lead to one of the configured roots',
    );
  }
  await proveKey(opened, certificate, template);
  return new Uint8Array(certificate.raw);
}

/** The certificate of the endorsement key and the template of this key; `undefined` when the TPM has none. */
export async function findCertificate({ tpm, session }: OpenedTpm): Promise<FoundCertificate | undefined> {
  for (const { index, template } of KEYS) {
    const content = await readNv(tpm, session, index);
    if (content === undefined) continue;
    try {
      return { certificate: new X509Certificate(withoutPadding(content)), template };
    } catch (cause) {
      throw tpmFault('unsupported', 'the certificate of the endorsement key is damaged', cause);
    }
  }
  return undefined;
}

/** Some manufacturers fill the index up. Two bytes of length follow tag and form. */
function withoutPadding(content: Uint8Array): Uint8Array {
  const length = 4 + (((content[2] ?? 0) << 8) | (content[3] ?? 0));
  return content[0] === 0x30 && content[1] === 0x82 ? content.subarray(0, length) : content;
}

/** A session salted to the certified key works only with its owner; it makes a key under the storage root key, which
 * therefore is in the same TPM. */
async function proveKey(opened: OpenedTpm, certificate: X509Certificate, template: Uint8Array): Promise<void> {
  const { tpm, storageRoot, session } = opened;
  const key = await createPrimary(tpm, HANDLE.endorsement, template, withValue(session, new Uint8Array()));
  try {
    if (!isCertified(key, certificate)) {
      throw tpmFault('unsupported', 'the certificate is that of another endorsement key than the one of this TPM');
    }
    const proof = await startSession(tpm, 'hmac', key);
    try {
      // Needs the private part of the storage root key: a TPM also answers about public keys that it was only given
      await create(tpm, storageRoot, proof, { template: HMAC_TEMPLATE, authValue: new Uint8Array() });
    } finally {
      proof.wipe();
      await flush(tpm, proof.handle).catch(() => undefined);
    }
  } finally {
    await flush(tpm, key.handle).catch(() => undefined);
  }
}

function isCertified({ publicArea }: TpmObject, { publicKey }: X509Certificate): boolean {
  if (publicArea.kind === 'ecc') {
    const point = publicKey.asymmetricKeyType === 'ec' ? pointOf(publicKey) : undefined;
    return point !== undefined && Buffer.from(uncompressed(point)).equals(uncompressed(publicArea.point));
  }
  if (publicArea.kind !== 'rsa' || publicKey.asymmetricKeyType !== 'rsa') return false;
  const { n = '' } = publicKey.export({ format: 'jwk' });
  return Buffer.from(n, 'base64url').equals(publicArea.modulus);
}
