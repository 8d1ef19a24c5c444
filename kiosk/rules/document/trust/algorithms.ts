/** Hashes and signatures in use on travel documents, ICAO 9303-12 §4.4 and RFC 8017, RFC 5758, RFC 4055. */
import { constants, createHash, createPublicKey, type KeyObject, publicDecrypt, verify } from 'node:crypto';
import { BerError } from '../../../../hardware/ber/ber-error.ts';
import { childOf, expectTag, findChild } from '../../../../hardware/ber/find.ts';
import type { BerElement } from '../../../../hardware/ber/read.ts';
import { OCTET_STRING, oidElement, readOid, readSmallInteger, SEQUENCE } from '../../../../hardware/ber/universal.ts';
import { concat, tlv } from '../../../../hardware/ber/write.ts';
import { TrustError } from './trust-error.ts';

export type HashName = 'sha1' | 'sha224' | 'sha256' | 'sha384' | 'sha512';

const HASHES: Readonly<Record<string, HashName>> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.4': 'sha224',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

type Scheme =
  | { readonly scheme: 'rsa' | 'ecdsa'; readonly hash: HashName | undefined }
  | { readonly scheme: 'rsa-pss' };

const SIGNATURES: Readonly<Record<string, Scheme>> = {
  '1.2.840.113549.1.1.1': { scheme: 'rsa', hash: undefined },
  '1.2.840.113549.1.1.5': { scheme: 'rsa', hash: 'sha1' },
  '1.2.840.113549.1.1.14': { scheme: 'rsa', hash: 'sha224' },
  '1.2.840.113549.1.1.11': { scheme: 'rsa', hash: 'sha256' },
  '1.2.840.113549.1.1.12': { scheme: 'rsa', hash: 'sha384' },
  '1.2.840.113549.1.1.13': { scheme: 'rsa', hash: 'sha512' },
  '1.2.840.113549.1.1.10': { scheme: 'rsa-pss' },
  '1.2.840.10045.2.1': { scheme: 'ecdsa', hash: undefined },
  '1.2.840.10045.4.1': { scheme: 'ecdsa', hash: 'sha1' },
  '1.2.840.10045.4.3.1': { scheme: 'ecdsa', hash: 'sha224' },
  '1.2.840.10045.4.3.2': { scheme: 'ecdsa', hash: 'sha256' },
  '1.2.840.10045.4.3.3': { scheme: 'ecdsa', hash: 'sha384' },
  '1.2.840.10045.4.3.4': { scheme: 'ecdsa', hash: 'sha512' },
};

const MGF1 = '1.2.840.113549.1.1.8';
/** RFC 4055 §3.1: defaults of absent parameters. */
const PSS_DEFAULTS = { hash: 'sha1', saltBytes: 20 } as const;
const MAX_SALT_BYTES = 64;
/** RFC 8017 §9.2. */
const MIN_PADDING_BYTES = 8;

export interface SignatureAlgorithm {
  readonly scheme: 'rsa' | 'rsa-pss' | 'ecdsa';
  /** `undefined`: the hash of the message digest. */
  readonly hash: HashName | undefined;
  /** Salt length of RSA-PSS, bytes. */
  readonly saltBytes: number;
}

/** The hash of an AlgorithmIdentifier. @throws BerError, TrustError `unsupported` */
export function readHash(identifier: BerElement): HashName {
  const oid = readOid(expectTag(expectTag(identifier, SEQUENCE).children()[0], 0x06));
  const hash = HASHES[oid];
  if (hash === undefined) throw new TrustError('unsupported', `hash ${oid}`);
  return hash;
}

/** The signature of an AlgorithmIdentifier. @throws BerError, TrustError `unsupported` */
export function readSignatureAlgorithm(identifier: BerElement): SignatureAlgorithm {
  const [first, parameters] = expectTag(identifier, SEQUENCE).children();
  const oid = readOid(expectTag(first, 0x06));
  const known = SIGNATURES[oid];
  if (known === undefined) throw new TrustError('unsupported', `signature ${oid}`);
  return known.scheme === 'rsa-pss' ? pss(parameters) : { ...known, saltBytes: 0 };
}

/**
 * RFC 4055 §3.1. Mask generation must use the same hash; other combinations are neither in use nor supported by the
 * platform.
 */
function pss(parameters: BerElement | undefined): SignatureAlgorithm {
  if (parameters === undefined || parameters.tag !== SEQUENCE) return { scheme: 'rsa-pss', ...PSS_DEFAULTS };
  const hashElement = findChild(parameters, 0xa0);
  const maskElement = findChild(parameters, 0xa1);
  const saltElement = findChild(parameters, 0xa2);
  const hash = hashElement === undefined ? PSS_DEFAULTS.hash : readHash(childOf(hashElement, SEQUENCE));
  if (maskElement !== undefined) {
    const [mask, maskHash] = childOf(maskElement, SEQUENCE).children();
    const same = readOid(expectTag(mask, 0x06)) === MGF1 && readHash(expectTag(maskHash, SEQUENCE)) === hash;
    if (!same) throw new TrustError('unsupported', 'a mask of another hash');
  } else if (hash !== 'sha1') {
    throw new TrustError('unsupported', 'a mask of another hash');
  }
  const saltBytes = saltElement === undefined ? PSS_DEFAULTS.saltBytes : readSmallInteger(childOf(saltElement, 0x02));
  if (saltBytes > MAX_SALT_BYTES) throw new BerError('limit-exceeded', `a salt of ${saltBytes} bytes`);
  return { scheme: 'rsa-pss', hash, saltBytes };
}

/** Reads a SubjectPublicKeyInfo, explicit curve parameters included. @throws TrustError `unsupported` */
export function readPublicKey(spki: Uint8Array): KeyObject {
  try {
    return createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' });
  } catch (cause) {
    throw new TrustError('unsupported', 'a public key that the platform does not support', { cause });
  }
}

/** Whether the signature holds. Returns `false` for a mismatch of key and scheme, such as an RSA key restricted to PSS. */
export function signatureHolds(
  { scheme, hash, saltBytes }: SignatureAlgorithm,
  key: KeyObject,
  message: Uint8Array,
  signature: Uint8Array,
  digestedWith?: HashName,
): boolean {
  const name = hash ?? digestedWith;
  const kind = key.asymmetricKeyType;
  const fits = scheme === 'ecdsa' ? kind === 'ec' : kind === 'rsa' || (scheme === 'rsa-pss' && kind === 'rsa-pss');
  if (name === undefined || !fits) return false;
  const options =
    scheme === 'rsa-pss'
      ? { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: saltBytes }
      : scheme === 'rsa'
        ? { key, padding: constants.RSA_PKCS1_PADDING }
        : { key };
  try {
    return (
      verify(name, message, options, signature) || (scheme === 'rsa' && holdsWithoutNull(name, key, message, signature))
    );
  } catch {
    return false;
  }
}

/**
 * RFC 8017 §8.2.2 note 2: a DigestInfo with absent parameters instead of NULL, which some issuers write and the platform
 * refuses. The complete encoded message is constructed and compared, so no part of a signature is parsed and nothing can be
 * inserted next to the digest.
 */
function holdsWithoutNull(hash: HashName, key: KeyObject, message: Uint8Array, signature: Uint8Array): boolean {
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  const length = Math.ceil(bits / 8);
  const oid = Object.keys(HASHES).find((one) => HASHES[one] === hash);
  if (oid === undefined || signature.length !== length) return false;
  const digest = createHash(hash).update(message).digest();
  const info = tlv(SEQUENCE, tlv(SEQUENCE, oidElement(oid)), tlv(OCTET_STRING, digest));
  const padding = length - info.length - 3;
  if (padding < MIN_PADDING_BYTES) return false;
  const due = concat(Uint8Array.of(0, 1), new Uint8Array(padding).fill(0xff), Uint8Array.of(0), info);
  return publicDecrypt({ key, padding: constants.RSA_NO_PADDING }, signature).equals(due);
}
