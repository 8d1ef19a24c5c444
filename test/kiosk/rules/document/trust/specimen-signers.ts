/** Signers, authorities and security objects in forms that issuers use, or that an attacker would, from keys made on the spot. */
import { createHash, type KeyObject } from 'node:crypto';
import { integerElement, OCTET_STRING, oidElement, SEQUENCE, SET } from '../../../../../hardware/ber/universal.ts';
import { tlv } from '../../../../../hardware/ber/write.ts';
import { keyPair, newSerial, type Signer } from '../../../../../hardware/simulation/pki/issuing-state.ts';
import {
  digestIdentifier,
  signedData,
  type SignedDataFields,
} from '../../../../../hardware/simulation/pki/signed-data.ts';
import {
  certificate,
  type DistinguishedName,
  type Extension,
  KEY_USAGE,
  keyUsage,
  type SignatureAlgorithm,
} from '../../../../../hardware/simulation/pki/x509.ts';

export const NOW = Date.UTC(2030, 5, 1);
export const DAY_MS = 86_400_000;
export const VALIDITY = { notBefore: NOW - 400 * DAY_MS, notAfter: NOW + 400 * DAY_MS };
export const LDS_SECURITY_OBJECT = '2.23.136.1.1.1';

export const SIGNS = keyUsage(KEY_USAGE.digitalSignature);
export const CERTIFIES = keyUsage(KEY_USAGE.certificateAndCrlSigning);

export interface SignerForm {
  readonly extensions?: readonly Extension[];
  readonly algorithm?: SignatureAlgorithm;
  readonly serialNumber?: Uint8Array;
  readonly notBefore?: number;
  readonly notAfter?: number;
}

/** A signer with exactly these extensions. */
export function signerBelow(authority: Signer, form: SignerForm = {}): Signer {
  const { extensions = [SIGNS], algorithm = 'ecdsa-sha256', serialNumber = newSerial() } = form;
  const pair = keyPair(algorithm);
  const name = { country: authority.name.country, commonName: 'Specimen signer' };
  const { notBefore, notAfter } = { ...VALIDITY, ...form };
  const fields = { serialNumber, issuer: authority.name, subject: name, notBefore, notAfter };
  return {
    name,
    issuer: authority.name,
    serialNumber,
    algorithm,
    key: pair.privateKey,
    publicKey: pair.publicKey,
    certificate: certificate({ ...fields, publicKey: pair.publicKey, extensions }, authority.algorithm, authority.key),
  };
}

/** Another certificate for a key, by any authority. */
export function certificateFor(
  publicKey: KeyObject,
  subject: DistinguishedName,
  issuer: Signer,
  form: SignerForm = {},
): Uint8Array<ArrayBuffer> {
  const { extensions = [], serialNumber = newSerial() } = form;
  const { notBefore, notAfter } = { ...VALIDITY, ...form };
  const fields = { serialNumber, issuer: issuer.name, subject, notBefore, notAfter, publicKey, extensions };
  return certificate(fields, issuer.algorithm, issuer.key);
}

/** Content of a security object, by number of the data group. */
export function ldsContent(groups: Readonly<Record<number, Uint8Array>>): Uint8Array<ArrayBuffer> {
  const hashes = Object.entries(groups).map(([number, file]) => {
    const hash = createHash('sha256').update(file).digest();
    return tlv(SEQUENCE, integerElement(Number(number)), tlv(OCTET_STRING, hash));
  });
  return tlv(SEQUENCE, integerElement(0), digestIdentifier('sha256'), tlv(SEQUENCE, ...hashes));
}

/** EF.SOD. */
export function securityObjectFile(
  fields: Partial<SignedDataFields> & Pick<SignedDataFields, 'content' | 'signer'>,
): Uint8Array<ArrayBuffer> {
  return tlv(0x77, signedData({ contentType: LDS_SECURITY_OBJECT, digest: 'sha256', ...fields }));
}

/** ICAO 9303-12 §7.1.1: extended key usage of a deviation list signer. */
export const SIGNS_DEVIATIONS: readonly Extension[] = [
  SIGNS,
  { oid: '2.5.29.37', critical: true, value: tlv(SEQUENCE, oidElement('2.23.136.1.1.8')) },
];

/** @param deviations encoded with `deviation` */
export function deviationList(
  signer: Signer,
  deviations: readonly Uint8Array[],
  changes: Partial<SignedDataFields> = {},
): Uint8Array<ArrayBuffer> {
  const content = tlv(SEQUENCE, integerElement(0), digestIdentifier('sha256'), tlv(SET, ...deviations));
  return signedData({
    ...{ contentType: '2.23.136.1.1.7', content, digest: 'sha256', signer, signedAt: NOW - DAY_MS },
    ...changes,
  });
}

/** @param conditions the members of DeviationDocuments, each with its tag @param types the last arcs of deviations, such as `2.2` */
export function deviation(conditions: readonly Uint8Array[], types: readonly string[]): Uint8Array<ArrayBuffer> {
  const descriptions = types.map((type) => tlv(SEQUENCE, oidElement(`2.23.136.1.1.7.${type}`)));
  return tlv(SEQUENCE, tlv(SEQUENCE, ...conditions), tlv(SET, ...descriptions));
}
