/**
 * Card-verifiable certificates, ICAO 9303-12 appendix and TR-03110-3 §C: the permission to read fingerprints, in a format
 * that a chip can verify. This file parses and verifies them, and writes them for authorities and tests.
 */
import { BerError } from '../../../ber/ber-error.ts';
import { childOf, descend, expectTag, findChild } from '../../../ber/find.ts';
import { type BerElement, readBer } from '../../../ber/read.ts';
import { readOid } from '../../../ber/universal.ts';
import { ascii, concat, tlv } from '../../../ber/write.ts';
import { ChipError } from '../chip-error.ts';

export const CV_CERTIFICATE = 0x7f21;
const BODY = 0x7f4e;
const SIGNATURE = 0x5f37;
const PROFILE = 0x5f29;
const AUTHORITY_REFERENCE = 0x42;
export const PUBLIC_KEY = 0x7f49;
const HOLDER_REFERENCE = 0x5f20;
export const HOLDER_AUTHORISATION = 0x7f4c;
const DISCRETIONARY_DATA = 0x53;
const EFFECTIVE = 0x5f25;
const EXPIRY = 0x5f24;
const OID = 0x06;

const LIMITS = { bytes: 4_096, elements: 100, depth: 6 };
const MAX_REFERENCE_BYTES = 16;

export interface CvCertificate {
  /** Certification authority reference, ASCII. */
  readonly authorityReference: string;
  /** Certificate holder reference, ASCII. */
  readonly holderReference: string;
  /** The public key object `7F49`, whole. */
  readonly publicKey: BerElement;
  /** Signature algorithm of `publicKey`. */
  readonly algorithm: string;
  /** The authorisation template `7F4C`, whole. */
  readonly authorisation: Uint8Array<ArrayBuffer>;
  /** Role and rights, first byte of the discretionary data first. */
  readonly rights: Uint8Array<ArrayBuffer>;
  /** Milliseconds since 1970: the beginning of a day, and the end of one. */
  readonly effectiveAt: number;
  readonly expiresAt: number;
  /** The signed body, complete; sent to the chip with `signature`. */
  readonly body: Uint8Array<ArrayBuffer>;
  /** The signature object, whole. */
  readonly signatureObject: Uint8Array<ArrayBuffer>;
  readonly signature: Uint8Array<ArrayBuffer>;
}

/** @throws ChipError `malformed` */
export function readCvCertificate(bytes: Uint8Array<ArrayBuffer>): CvCertificate {
  try {
    const root = expectTag(readBer(bytes, LIMITS), CV_CERTIFICATE);
    const body = childOf(root, BODY);
    if (childOf(body, PROFILE).content.some((byte) => byte !== 0)) throw new BerError('unexpected', 'another profile');
    const publicKey = childOf(body, PUBLIC_KEY);
    const authorisation = childOf(body, HOLDER_AUTHORISATION);
    const signature = childOf(root, SIGNATURE);
    return {
      authorityReference: reference(childOf(body, AUTHORITY_REFERENCE)),
      holderReference: reference(childOf(body, HOLDER_REFERENCE)),
      publicKey,
      algorithm: readOid(childOf(publicKey, OID)),
      authorisation: authorisation.encoded,
      rights: descend(authorisation, DISCRETIONARY_DATA).content,
      effectiveAt: date(childOf(body, EFFECTIVE)),
      expiresAt: date(childOf(body, EXPIRY)) + DAY_MS - 1,
      body: body.encoded,
      signatureObject: signature.encoded,
      signature: signature.content,
    };
  } catch (cause) {
    if (cause instanceof BerError) throw new ChipError('malformed', 'not a card-verifiable certificate', { cause });
    throw cause;
  }
}

const DAY_MS = 86_400_000;

function reference({ content }: BerElement): string {
  const text = String.fromCharCode(...content.subarray(0, MAX_REFERENCE_BYTES + 1));
  if (text.length === 0 || text.length > MAX_REFERENCE_BYTES || !/^[\x20-\x7e]+$/.test(text)) {
    throw new BerError('malformed', 'a malformed reference');
  }
  return text;
}

/** Six digits of one byte each, YYMMDD, from 2000 on. */
function date({ content }: BerElement): number {
  const [y1 = 10, y2 = 10, m1 = 10, m2 = 10, d1 = 10, d2 = 10] = content;
  const time = Date.UTC(2000 + y1 * 10 + y2, m1 * 10 + m2 - 1, d1 * 10 + d2);
  const exists = new Date(time).getUTCDate() === d1 * 10 + d2 && content.every((digit) => digit <= 9);
  if (content.length !== 6 || !exists) throw new BerError('malformed', 'a date that does not exist');
  return time;
}

export interface CvCertificateFields {
  readonly authorityReference: string;
  readonly holderReference: string;
  /** The public key object `7F49`, whole. */
  readonly publicKey: Uint8Array;
  /** The authorisation template `7F4C`, whole. */
  readonly authorisation: Uint8Array;
  readonly effectiveAt: number;
  readonly expiresAt: number;
}

/** The body `7F4E`, to be signed. */
export function cvCertificateBody(fields: CvCertificateFields): Uint8Array<ArrayBuffer> {
  return tlv(
    BODY,
    tlv(PROFILE, Uint8Array.of(0)),
    tlv(AUTHORITY_REFERENCE, ascii(fields.authorityReference)),
    fields.publicKey,
    tlv(HOLDER_REFERENCE, ascii(fields.holderReference)),
    fields.authorisation,
    tlv(EFFECTIVE, digits(fields.effectiveAt)),
    tlv(EXPIRY, digits(fields.expiresAt)),
  );
}

export function cvCertificate(body: Uint8Array, signature: Uint8Array): Uint8Array<ArrayBuffer> {
  return tlv(CV_CERTIFICATE, body, tlv(SIGNATURE, signature));
}

/** id-IS, ICAO 9303-10: an inspection system. */
const INSPECTION_SYSTEM = Uint8Array.of(0x04, 0x00, 0x7f, 0x00, 0x07, 0x03, 0x01, 0x02, 0x01);

/** Authorisation template of an inspection system. @param rights one byte: role in the two high bits, DG4 and DG3 in the low */
export function inspectionAuthorisation(rights: number): Uint8Array<ArrayBuffer> {
  return tlv(HOLDER_AUTHORISATION, concat(tlv(OID, INSPECTION_SYSTEM), tlv(DISCRETIONARY_DATA, Uint8Array.of(rights))));
}

/** The right to DG3, ICAO 9303-12 §C: the lowest bit of the last byte. */
export function mayReadFingerprints({ rights }: CvCertificate): boolean {
  return ((rights.at(-1) ?? 0) & 0x01) !== 0;
}

function digits(timeMs: number): Uint8Array {
  const text = new Date(timeMs).toISOString();
  return Uint8Array.from(`${text.slice(2, 4)}${text.slice(5, 7)}${text.slice(8, 10)}`, Number);
}

/** The element of a public key object, or `undefined`. @throws BerError */
export function publicKeyPart(publicKey: BerElement, tag: number): Uint8Array<ArrayBuffer> | undefined {
  return findChild(publicKey, tag)?.content;
}
