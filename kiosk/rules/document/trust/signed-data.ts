/** CMS SignedData, RFC 5652 §5, in BER: the format of security objects, master lists and defect lists. */
import { createHash } from 'node:crypto';
import { BerError } from '../../../../hardware/ber/ber-error.ts';
import { childOf, expectTag } from '../../../../hardware/ber/find.ts';
import { type BerElement, type BerLimits, CHIP_FILE_LIMITS, readBer } from '../../../../hardware/ber/read.ts';
import {
  INTEGER,
  OBJECT_IDENTIFIER,
  OCTET_STRING,
  readOctetString,
  readOid,
  readTime,
  SEQUENCE,
  SET,
} from '../../../../hardware/ber/universal.ts';
import {
  type HashName,
  readHash,
  readSignatureAlgorithm,
  type SignatureAlgorithm,
  signatureHolds,
} from './algorithms.ts';
import { type Certificate, orMalformed, readCertificate, serialHex } from './certificate.ts';
import { sameName } from './names.ts';
import { TrustError } from './trust-error.ts';

export interface SignedData {
  readonly contentType: string;
  readonly content: Uint8Array<ArrayBuffer>;
  readonly certificates: readonly Certificate[];
  readonly signers: readonly SignerInfo[];
}

export interface SignerInfo {
  /** By issuer's name and serial number, or by key identifier (hex). */
  readonly identifier:
    | { readonly issuer: Uint8Array<ArrayBuffer>; readonly serialNumber: string }
    | { readonly subjectKeyIdentifier: string };
  readonly digest: HashName;
  readonly algorithm: SignatureAlgorithm;
  readonly signature: Uint8Array<ArrayBuffer>;
  /** Absent when the content itself is signed. */
  readonly attributes: SignedAttributes | undefined;
}

interface SignedAttributes {
  /** The signed bytes: the attributes as a SET. */
  readonly signedBytes: Uint8Array<ArrayBuffer>;
  readonly contentType: string | undefined;
  readonly messageDigest: Uint8Array<ArrayBuffer> | undefined;
  readonly signingTime: number | undefined;
}

const SIGNED_DATA = '1.2.840.113549.1.7.2';
const CONTENT_TYPE = '1.2.840.113549.1.9.3';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
const SIGNING_TIME = '1.2.840.113549.1.9.5';
const CERTIFICATES = 0xa0;
const SIGNED_ATTRIBUTES = 0xa0;
const KEY_IDENTIFIER = 0x80;

/** @throws TrustError `malformed`, `unsupported` */
export function readSignedData(bytes: Uint8Array<ArrayBuffer>, limits: BerLimits = CHIP_FILE_LIMITS): SignedData {
  return orMalformed('signed data', () => {
    const root = expectTag(readBer(bytes, limits), SEQUENCE);
    const [type, wrapped] = root.children();
    if (readOid(expectTag(type, OBJECT_IDENTIFIER)) !== SIGNED_DATA)
      throw new BerError('unexpected', 'not signed data');
    const parts = childOf(expectTag(wrapped, 0xa0), SEQUENCE).children();
    const [version, digests, encapsulated, ...rest] = parts;
    expectTag(version, INTEGER);
    expectTag(digests, SET);
    const [contentType, content] = expectTag(encapsulated, SEQUENCE).children();
    const [octets] = expectTag(content, 0xa0).children();
    const signers = expectTag(rest.at(-1), SET).children();
    const certificates = rest.find(({ tag }) => tag === CERTIFICATES)?.children() ?? [];
    return {
      contentType: readOid(expectTag(contentType, OBJECT_IDENTIFIER)),
      content: readOctetString(octets ?? expectTag(octets, OCTET_STRING)),
      certificates: certificates.flatMap(readableCertificate),
      signers: signers.map(readSigner),
    };
  });
}

/** Skips certificates that cannot be parsed; only the signer's certificate must be present. */
function readableCertificate({ encoded }: BerElement): readonly Certificate[] {
  try {
    return [readCertificate(encoded)];
  } catch (error) {
    if (error instanceof TrustError) return [];
    throw error;
  }
}

/** @throws BerError, TrustError */
function readSigner(info: BerElement): SignerInfo {
  const [version, identifier, digest, ...rest] = info.children();
  expectTag(version, INTEGER);
  const attributes = rest[0]?.tag === SIGNED_ATTRIBUTES ? rest.shift() : undefined;
  const [algorithm, signature] = rest;
  if (identifier === undefined || digest === undefined) throw new BerError('unexpected', 'no signer');
  return {
    identifier: readIdentifier(identifier),
    digest: readHash(digest),
    algorithm: readSignatureAlgorithm(expectTag(algorithm, SEQUENCE)),
    signature: readOctetString(expectTag(signature, OCTET_STRING)),
    attributes: attributes && readAttributes(attributes),
  };
}

function readIdentifier(identifier: BerElement): SignerInfo['identifier'] {
  if (identifier.tag === KEY_IDENTIFIER) {
    return { subjectKeyIdentifier: Buffer.from(identifier.content).toString('hex') };
  }
  const [issuer, serial] = expectTag(identifier, SEQUENCE).children();
  return { issuer: expectTag(issuer, SEQUENCE).encoded, serialNumber: serialHex(expectTag(serial, INTEGER)) };
}

/** The signature covers the attributes with the tag of a SET, §5.4. Their original encoding is used, which must be DER. */
function readAttributes(attributes: BerElement): SignedAttributes {
  const signedBytes = Uint8Array.from(attributes.encoded);
  signedBytes[0] = SET;
  const values = new Map<string, BerElement>();
  for (const attribute of attributes.children()) {
    const [type, set] = attribute.children();
    const [value] = expectTag(set, SET).children();
    if (value !== undefined) values.set(readOid(expectTag(type, OBJECT_IDENTIFIER)), value);
  }
  const contentType = values.get(CONTENT_TYPE);
  const messageDigest = values.get(MESSAGE_DIGEST);
  const signingTime = values.get(SIGNING_TIME);
  return {
    signedBytes,
    contentType: contentType && readOid(contentType),
    messageDigest: messageDigest && readOctetString(messageDigest),
    signingTime: signingTime && readTime(signingTime),
  };
}

/** Finds the signer's certificate. The order of relative names is ignored. */
export function certificateOf(
  { identifier }: SignerInfo,
  certificates: readonly Certificate[],
): Certificate | undefined {
  return certificates.find((certificate) =>
    'subjectKeyIdentifier' in identifier
      ? certificate.subjectKeyIdentifier === identifier.subjectKeyIdentifier
      : certificate.serialNumber === identifier.serialNumber && sameName(certificate.issuer, identifier.issuer),
  );
}

/** Whether digest and signature of the content are valid under the key of `certificate`, §5.4 and §5.6. */
export function isSignedDataSignedBy(data: SignedData, signer: SignerInfo, certificate: Certificate): boolean {
  const { attributes, digest, algorithm, signature } = signer;
  let key;
  try {
    key = certificate.publicKey();
  } catch (error) {
    if (error instanceof TrustError) return false;
    throw error;
  }
  if (attributes === undefined) return signatureHolds(algorithm, key, data.content, signature, digest);
  const { messageDigest, contentType, signedBytes } = attributes;
  const due = createHash(digest).update(data.content).digest();
  const fits = messageDigest !== undefined && due.equals(messageDigest) && contentType === data.contentType;
  return fits && signatureHolds(algorithm, key, signedBytes, signature, digest);
}
