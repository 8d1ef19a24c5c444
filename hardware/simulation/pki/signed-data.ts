/** CMS SignedData (RFC 5652 §5) with one signer and its certificate: document security objects, EF.CardSecurity, master lists. */
import { createHash, type KeyObject } from 'node:crypto';
import { descend } from '../../ber/find.ts';
import { readBer } from '../../ber/read.ts';
import { INTEGER, integerElement, OCTET_STRING, oidElement, readUnsigned, SEQUENCE, SET } from '../../ber/universal.ts';
import { tlv } from '../../ber/write.ts';
import {
  type DistinguishedName,
  nameElement,
  type SignatureAlgorithm,
  signatureIdentifier,
  signDer,
  timeElement,
} from './x509.ts';

export interface SignedDataFields {
  /** Object identifier of the content. */
  readonly contentType: string;
  readonly content: Uint8Array;
  readonly digest: 'sha256' | 'sha384' | 'sha512';
  readonly signer: {
    readonly certificate: Uint8Array<ArrayBuffer>;
    readonly issuer: DistinguishedName;
    readonly key: KeyObject;
    readonly algorithm: SignatureAlgorithm;
  };
  /** Added to the set of certificates. */
  readonly otherCertificates?: readonly Uint8Array[];
  /** Leaves the signer's certificate out, as early documents do. */
  readonly isSignerLeftOut?: boolean;
  /** Names the signer by its key identifier instead of issuer and serial number. */
  readonly keyIdentifier?: Uint8Array;
  /** Optional signing time. */
  readonly signedAt?: number;
  /** The issuer's name, DER, if the signer encodes it differently from its certificate. */
  readonly issuerName?: Uint8Array;
  /** Replaces the signature of the signer's algorithm. */
  readonly sign?: (message: Uint8Array) => Uint8Array;
}

const SIGNED_DATA = '1.2.840.113549.1.7.2';
const CONTENT_TYPE = '1.2.840.113549.1.9.3';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
const SIGNING_TIME = '1.2.840.113549.1.9.5';
const DIGESTS = {
  sha256: '2.16.840.1.101.3.4.2.1',
  sha384: '2.16.840.1.101.3.4.2.2',
  sha512: '2.16.840.1.101.3.4.2.3',
} as const;

export function digestIdentifier(digest: keyof typeof DIGESTS): Uint8Array<ArrayBuffer> {
  return tlv(SEQUENCE, oidElement(DIGESTS[digest]));
}

/** A ContentInfo, DER. */
export function signedData(fields: SignedDataFields): Uint8Array<ArrayBuffer> {
  const { contentType, content, digest, signer, otherCertificates = [], signedAt } = fields;
  const { issuerName = nameElement(signer.issuer), isSignerLeftOut = false, keyIdentifier } = fields;
  const { sign = (message: Uint8Array) => signDer(signer.algorithm, signer.key, message) } = fields;
  const attribute = (oid: string, value: Uint8Array) => tlv(SEQUENCE, oidElement(oid), tlv(SET, value));
  const attributes = [
    attribute(CONTENT_TYPE, oidElement(contentType)),
    attribute(MESSAGE_DIGEST, tlv(OCTET_STRING, createHash(digest).update(content).digest())),
    ...(signedAt === undefined ? [] : [attribute(SIGNING_TIME, timeElement(signedAt))]),
  ].sort(Buffer.compare);
  const serialNumber = readUnsigned(serialOf(signer.certificate));
  const signerInfo = tlv(
    SEQUENCE,
    tlv(INTEGER, Uint8Array.of(1)),
    keyIdentifier === undefined ? tlv(SEQUENCE, issuerName, integerElement(serialNumber)) : tlv(0x80, keyIdentifier),
    digestIdentifier(digest),
    tlv(0xa0, ...attributes),
    signatureIdentifier(signer.algorithm),
    tlv(OCTET_STRING, sign(tlv(SET, ...attributes))),
  );
  const certificates = [...(isSignerLeftOut ? [] : [signer.certificate]), ...otherCertificates];
  const data = tlv(
    SEQUENCE,
    tlv(INTEGER, Uint8Array.of(3)),
    tlv(SET, digestIdentifier(digest)),
    tlv(SEQUENCE, oidElement(contentType), tlv(0xa0, tlv(OCTET_STRING, content))),
    certificates.length === 0 ? new Uint8Array() : tlv(0xa0, ...certificates),
    tlv(SET, signerInfo),
  );
  return tlv(SEQUENCE, oidElement(SIGNED_DATA), tlv(0xa0, data));
}

/** The serial number element, third in the body after the version. */
function serialOf(certificate: Uint8Array<ArrayBuffer>) {
  return descend(readBer(certificate), SEQUENCE, INTEGER);
}
