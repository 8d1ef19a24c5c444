/** Signatures under card-verifiable certificates, TR-03110-3 §A.6.4 and §D.3. */
import { constants, createPublicKey, type KeyObject, verify, type VerifyKeyObjectInput } from 'node:crypto';
import { integerElement, oidElement } from '../../../ber/universal.ts';
import { BIT_STRING, NULL, SEQUENCE } from '../../../ber/universal.ts';
import type { BerElement } from '../../../ber/read.ts';
import { concat, tlv } from '../../../ber/write.ts';
import { ChipError } from '../chip-error.ts';
import { EC_PUBLIC_KEY, NAMED_CURVES } from '../object-identifiers.ts';
import { standardisedGroup } from '../cryptography/domain-parameters.ts';
import { publicKeyPart } from './cv-certificate.ts';

export interface CvSignatureAlgorithm {
  readonly scheme: 'rsa' | 'rsa-pss' | 'ecdsa';
  readonly hash: 'sha1' | 'sha224' | 'sha256' | 'sha384' | 'sha512';
}

/** id-TA: {2 . scheme . hash}. */
const TERMINAL_AUTHENTICATION = '0.4.0.127.0.7.2.2.2';

export const CV_SIGNATURE_ALGORITHMS: ReadonlyMap<string, CvSignatureAlgorithm> = new Map([
  [`${TERMINAL_AUTHENTICATION}.1.1`, { scheme: 'rsa', hash: 'sha1' }],
  [`${TERMINAL_AUTHENTICATION}.1.2`, { scheme: 'rsa', hash: 'sha256' }],
  [`${TERMINAL_AUTHENTICATION}.1.3`, { scheme: 'rsa-pss', hash: 'sha1' }],
  [`${TERMINAL_AUTHENTICATION}.1.4`, { scheme: 'rsa-pss', hash: 'sha256' }],
  [`${TERMINAL_AUTHENTICATION}.1.5`, { scheme: 'rsa', hash: 'sha512' }],
  [`${TERMINAL_AUTHENTICATION}.1.6`, { scheme: 'rsa-pss', hash: 'sha512' }],
  [`${TERMINAL_AUTHENTICATION}.2.1`, { scheme: 'ecdsa', hash: 'sha1' }],
  [`${TERMINAL_AUTHENTICATION}.2.2`, { scheme: 'ecdsa', hash: 'sha224' }],
  [`${TERMINAL_AUTHENTICATION}.2.3`, { scheme: 'ecdsa', hash: 'sha256' }],
  [`${TERMINAL_AUTHENTICATION}.2.4`, { scheme: 'ecdsa', hash: 'sha384' }],
  [`${TERMINAL_AUTHENTICATION}.2.5`, { scheme: 'ecdsa', hash: 'sha512' }],
]);

const MODULUS = 0x81;
const EXPONENT_OR_A = 0x82;
const EC_GENERATOR = 0x84;
const EC_POINT = 0x86;
const RSA_ENCRYPTION = '1.2.840.113549.1.1.1';

/** @throws ChipError `unsupported` */
export function cvSignatureAlgorithm(oid: string): CvSignatureAlgorithm {
  const algorithm = CV_SIGNATURE_ALGORITHMS.get(oid);
  if (algorithm === undefined) throw new ChipError('unsupported', `signature algorithm ${oid}`);
  return algorithm;
}

/** Options of the platform's sign and verify for `algorithm`: plain r and s for ECDSA, salt as long as the hash for PSS. */
export function cvSignatureOptions(key: KeyObject, { scheme }: CvSignatureAlgorithm): VerifyKeyObjectInput {
  switch (scheme) {
    case 'rsa':
      return { key, padding: constants.RSA_PKCS1_PADDING };
    case 'rsa-pss':
      return { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
    case 'ecdsa':
      return { key, dsaEncoding: 'ieee-p1363' };
  }
}

/**
 * The key of a public key object `7F49`.
 *
 * @param curveId standardised parameters of the issuing authority, for certificates without parameters (TR-03110-3 §D.3.3)
 * @throws BerError, ChipError `unsupported`
 */
export function cvPublicKey(
  publicKey: BerElement,
  { scheme }: CvSignatureAlgorithm,
  curveId?: number,
): { readonly key: KeyObject; readonly curveId: number | undefined } {
  if (scheme !== 'ecdsa') {
    const modulus = publicKeyPart(publicKey, MODULUS);
    const exponent = publicKeyPart(publicKey, EXPONENT_OR_A);
    if (modulus === undefined || exponent === undefined) throw new ChipError('malformed', 'an RSA key without parts');
    const numbers = tlv(SEQUENCE, integerElement(modulus), integerElement(exponent));
    return { key: spki(concat(oidElement(RSA_ENCRYPTION), tlv(NULL)), numbers), curveId: undefined };
  }
  const generator = publicKeyPart(publicKey, EC_GENERATOR);
  const id = generator === undefined ? curveId : curveOf(generator);
  const point = publicKeyPart(publicKey, EC_POINT);
  const oid = Object.entries(NAMED_CURVES).find(([, number]) => number === id)?.[0];
  if (id === undefined || oid === undefined || point === undefined) {
    throw new ChipError('unsupported', 'an elliptic-curve key on no known curve');
  }
  return { key: spki(concat(oidElement(EC_PUBLIC_KEY), oidElement(oid)), point), curveId: id };
}

/** Curves by their generators in hexadecimal. Computed once: each costs a multiplication and its tables. */
let curvesByGenerator: ReadonlyMap<string, number> | undefined;

function curveOf(generator: Uint8Array): number | undefined {
  curvesByGenerator ??= new Map(
    Object.values(NAMED_CURVES).map((id) => [Buffer.from(standardisedGroup(id).publicKey(1n)).toString('hex'), id]),
  );
  return curvesByGenerator.get(Buffer.from(generator).toString('hex'));
}

function spki(algorithm: Uint8Array, bits: Uint8Array): KeyObject {
  const der = tlv(SEQUENCE, tlv(SEQUENCE, algorithm), tlv(BIT_STRING, Uint8Array.of(0), bits));
  try {
    return createPublicKey({ key: Buffer.from(der), format: 'der', type: 'spki' });
  } catch (cause) {
    throw new ChipError('malformed', 'not a public key', { cause });
  }
}

export function cvSignatureHolds(
  message: Uint8Array,
  signature: Uint8Array,
  key: KeyObject,
  algorithm: CvSignatureAlgorithm,
): boolean {
  try {
    return verify(algorithm.hash, message, cvSignatureOptions(key, algorithm), signature);
  } catch {
    return false;
  }
}
