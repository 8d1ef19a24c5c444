/**
 * Generates the keys and certificates of a state that issues travel documents: a country signing authority, its document
 * signers, its revocation list, and a verifying authority for fingerprints. For simulation and tests only; none of the keys
 * is secret.
 */
import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import {
  authorityKeyIdentifier,
  basicConstraints,
  certificate,
  type DistinguishedName,
  documentTypeList,
  KEY_USAGE,
  keyUsage,
  masterListSigning,
  revocationList,
  type SignatureAlgorithm,
  subjectKeyIdentifier,
} from './x509.ts';

export interface Signer {
  readonly name: DistinguishedName;
  readonly issuer: DistinguishedName;
  readonly certificate: Uint8Array<ArrayBuffer>;
  readonly serialNumber: Uint8Array;
  readonly key: KeyObject;
  readonly publicKey: KeyObject;
  readonly algorithm: SignatureAlgorithm;
}

export interface SignerOptions {
  readonly notBefore: number;
  readonly notAfter: number;
  readonly algorithm?: SignatureAlgorithm;
}

export interface IssuingState {
  readonly signingAuthority: Signer;
  documentSigner(options: SignerOptions): Signer;
  masterListSigner(options: SignerOptions): Signer;
  /** The authority's next key, certified by the previous one: the link certificate and the new authority. */
  successor(options: SignerOptions): { readonly link: Uint8Array<ArrayBuffer>; readonly state: IssuingState };
  revocationList(options: {
    readonly number: number;
    readonly thisUpdate: number;
    readonly nextUpdate: number;
    readonly revoked: readonly { readonly serialNumber: Uint8Array; readonly revokedAt: number }[];
  }): Uint8Array<ArrayBuffer>;
}

/**
 * @param country ISO 3166-1 alpha-2
 * @param commonName of the authority; a state may have several
 */
export function createIssuingState(
  country: string,
  options: SignerOptions,
  commonName = `Specimen CSCA ${country}`,
): IssuingState {
  const algorithm = options.algorithm ?? 'ecdsa-sha256';
  const name = { country, commonName };
  const pair = keyPair(algorithm);
  const serialNumber = newSerial();
  const own = certificate(
    {
      serialNumber,
      issuer: name,
      subject: name,
      publicKey: pair.publicKey,
      notBefore: options.notBefore,
      notAfter: options.notAfter,
      extensions: authorityExtensions(pair.publicKey, pair.publicKey),
    },
    algorithm,
    pair.privateKey,
  );
  const authority: Signer = {
    name,
    issuer: name,
    certificate: own,
    serialNumber,
    algorithm,
    key: pair.privateKey,
    publicKey: pair.publicKey,
  };
  return stateOf(authority);
}

function stateOf(authority: Signer): IssuingState {
  const { name, key, publicKey, algorithm } = authority;

  const below = (
    commonName: string,
    options: SignerOptions,
    extensions: (own: KeyObject) => Parameters<typeof certificate>[0]['extensions'],
  ): Signer => {
    const ownAlgorithm = options.algorithm ?? 'ecdsa-sha256';
    const pair = keyPair(ownAlgorithm);
    const serialNumber = newSerial();
    const subject = { country: name.country, commonName };
    const fields = {
      serialNumber,
      issuer: name,
      subject,
      publicKey: pair.publicKey,
      notBefore: options.notBefore,
      notAfter: options.notAfter,
      extensions: [
        authorityKeyIdentifier(publicKey),
        subjectKeyIdentifier(pair.publicKey),
        ...extensions(pair.publicKey),
      ],
    };
    return {
      name: subject,
      issuer: name,
      serialNumber,
      algorithm: ownAlgorithm,
      certificate: certificate(fields, algorithm, key),
      key: pair.privateKey,
      publicKey: pair.publicKey,
    };
  };

  return {
    signingAuthority: authority,
    documentSigner: (options) =>
      below(`Specimen DS ${name.country}`, options, () => [
        keyUsage(KEY_USAGE.digitalSignature),
        documentTypeList(['P']),
      ]),
    masterListSigner: (options) =>
      below(`Specimen MLS ${name.country}`, options, () => [keyUsage(KEY_USAGE.digitalSignature), masterListSigning()]),
    successor(options) {
      const state = createIssuingState(name.country, options, name.commonName);
      const next = state.signingAuthority;
      const link = certificate(
        {
          serialNumber: newSerial(),
          issuer: name,
          subject: next.name,
          publicKey: next.publicKey,
          notBefore: options.notBefore,
          notAfter: options.notAfter,
          extensions: authorityExtensions(publicKey, next.publicKey),
        },
        algorithm,
        key,
      );
      return { link, state };
    },
    revocationList: (fields) => revocationList({ ...fields, issuer: name, issuerPublicKey: publicKey }, algorithm, key),
  };
}

function authorityExtensions(issuer: KeyObject, own: KeyObject) {
  return [
    authorityKeyIdentifier(issuer),
    subjectKeyIdentifier(own),
    keyUsage(KEY_USAGE.certificateAndCrlSigning),
    basicConstraints(),
  ];
}

export function keyPair(algorithm: SignatureAlgorithm) {
  switch (algorithm) {
    case 'ecdsa-sha256':
      return generateKeyPairSync('ec', { namedCurve: 'brainpoolP256r1' });
    case 'ecdsa-sha384':
      return generateKeyPairSync('ec', { namedCurve: 'brainpoolP384r1' });
    case 'rsa-sha256':
    case 'rsa-pss-sha256':
      return generateKeyPairSync('rsa', { modulusLength: 3_072 });
  }
}

/** 15 random bytes with the high bit clear, so that the number is positive. */
export function newSerial(): Uint8Array {
  const bytes = randomBytes(15);
  bytes[0] = 0x40 | (bytes[0]! & 0x3f);
  return bytes;
}
