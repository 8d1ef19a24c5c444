/**
 * Certificates and revocation lists in one file: CMS SignedData without content and signers (RFC 5652 §5.1; "certs-only" in RFC 8551 §3.8).
 * OpenSSL reads it as PKCS #7. The bundle is not signed: every certificate and list in it is verified where it is used.
 */
import { BerError } from '../../../../hardware/ber/ber-error.ts';
import { childOf, expectTag, findChild } from '../../../../hardware/ber/find.ts';
import { type BerElement, type BerLimits, readBer } from '../../../../hardware/ber/read.ts';
import {
  INTEGER,
  integerElement,
  OBJECT_IDENTIFIER,
  oidElement,
  readOid,
  SEQUENCE,
  SET,
} from '../../../../hardware/ber/universal.ts';
import { tlv } from '../../../../hardware/ber/write.ts';
import { orMalformed } from './certificate.ts';

/** DER of each member. */
export interface CertificateBundle {
  readonly certificates: readonly Uint8Array<ArrayBuffer>[];
  readonly revocationLists: readonly Uint8Array<ArrayBuffer>[];
}

const SIGNED_DATA = '1.2.840.113549.1.7.2';
const DATA = '1.2.840.113549.1.7.1';
const CERTIFICATES = 0xa0;
const REVOCATION_LISTS = 0xa1;
const LIMITS: BerLimits = { bytes: 8_388_608, elements: 100_000, depth: 8 };

/** Whether a file is CMS SignedData, and not a certificate or a revocation list. */
export function isBundle(bytes: Uint8Array<ArrayBuffer>): boolean {
  try {
    const [type] = expectTag(readBer(bytes, LIMITS), SEQUENCE).children();
    return type?.tag === OBJECT_IDENTIFIER && readOid(type) === SIGNED_DATA;
  } catch (error) {
    if (error instanceof BerError) return false;
    throw error;
  }
}

/** @throws TrustError `malformed`, also for data with a signer or content */
export function readBundle(bytes: Uint8Array<ArrayBuffer>): CertificateBundle {
  return orMalformed('a bundle of certificates', () => {
    const [type, wrapped] = expectTag(readBer(bytes, LIMITS), SEQUENCE).children();
    if (readOid(expectTag(type, OBJECT_IDENTIFIER)) !== SIGNED_DATA) throw new BerError('unexpected', 'not a bundle');
    const [version, digests, content, ...rest] = childOf(expectTag(wrapped, 0xa0), SEQUENCE).children();
    expectTag(version, INTEGER);
    const nothing = [expectTag(digests, SET), expectTag(rest.at(-1), SET)];
    const isEmpty = nothing.every(({ content: members }) => members.length === 0);
    if (!isEmpty || findChild(expectTag(content, SEQUENCE), 0xa0) !== undefined) {
      throw new BerError('unexpected', 'a bundle has no signer and no content');
    }
    const members = (tag: number): readonly Uint8Array<ArrayBuffer>[] =>
      (rest.find((part) => part.tag === tag)?.children() ?? []).map(
        (member: BerElement) => expectTag(member, SEQUENCE).encoded,
      );
    return { certificates: members(CERTIFICATES), revocationLists: members(REVOCATION_LISTS) };
  });
}

/** The bundle of these members, in their order. */
export function bundleOf({ certificates, revocationLists }: CertificateBundle): Uint8Array<ArrayBuffer> {
  const members = (tag: number, of: readonly Uint8Array[]): Uint8Array => (of.length === 0 ? NOTHING : tlv(tag, ...of));
  const data = tlv(
    SEQUENCE,
    integerElement(1),
    tlv(SET),
    tlv(SEQUENCE, oidElement(DATA)),
    members(CERTIFICATES, certificates),
    members(REVOCATION_LISTS, revocationLists),
    tlv(SET),
  );
  return tlv(SEQUENCE, oidElement(SIGNED_DATA), tlv(0xa0, data));
}

const NOTHING = new Uint8Array();
