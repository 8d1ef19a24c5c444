/**
 * Defect lists, TR-03129 and ICAO technical report "Defect List": known defects in documents of certain signers, such as
 * leaked keys or wrong data groups, and their severity.
 */
import { childOf, expectTag, findChild } from '../../../../hardware/ber/find.ts';
import { type BerLimits, readBer } from '../../../../hardware/ber/read.ts';
import {
  INTEGER,
  OBJECT_IDENTIFIER,
  OCTET_STRING,
  readOctetString,
  readOid,
  SEQUENCE,
  SET,
} from '../../../../hardware/ber/universal.ts';
import { createHash } from 'node:crypto';
import { readHash, type HashName } from './algorithms.ts';
import { type Certificate, isSignedBy, orMalformed, sameBytes, serialHex } from './certificate.ts';
import { mayCertify } from './certificate-roles.ts';
import { sameName } from './names.ts';
import { certificateOf, isSignedDataSignedBy, readSignedData } from './signed-data.ts';
import { TrustError } from './trust-error.ts';

/** id-DefectList, and the arcs of the defects below it. */
const DEFECT_LIST = '0.4.0.127.0.7.3.1.5';
const AUTHENTICATION_DEFECTS = `${DEFECT_LIST}.1`;
const LIMITS: BerLimits = { bytes: 4_194_304, elements: 200_000, depth: 24 };

export type DefectKind =
  /** id-CertRevoked: the signer's certificate is revoked. */
  | 'certificate-revoked'
  /** id-CertReplaced: the certificate contains an error and was replaced. */
  | 'certificate-replaced'
  /** id-ChipAuthKeyRevoked, id-ActiveAuthKeyRevoked: the chip's keys prove nothing. */
  | 'chip-key-revoked'
  /** Personalisation errors, which an officer may accept. */
  | 'other';

const KINDS: Readonly<Record<string, DefectKind>> = {
  [`${AUTHENTICATION_DEFECTS}.1`]: 'certificate-revoked',
  [`${AUTHENTICATION_DEFECTS}.2`]: 'certificate-replaced',
  [`${AUTHENTICATION_DEFECTS}.3`]: 'chip-key-revoked',
  [`${AUTHENTICATION_DEFECTS}.4`]: 'chip-key-revoked',
};

interface Defect {
  readonly signer:
    | { readonly issuer: Uint8Array<ArrayBuffer>; readonly serialNumber: string }
    | { readonly keyIdentifier: string };
  readonly certificateHash: Uint8Array | undefined;
  readonly defects: readonly string[];
}

export interface DefectList {
  readonly signedAt: number;
  readonly hash: HashName;
  readonly entries: readonly Defect[];
}

/** @param signers certificates that may sign defect lists, or authorities above them @throws TrustError */
export function importDefectList(
  current: DefectList | undefined,
  file: Uint8Array<ArrayBuffer>,
  signers: readonly Certificate[],
  nowMs: number,
): DefectList {
  const data = readSignedData(file, LIMITS);
  const [signer] = data.signers;
  if (data.contentType !== DEFECT_LIST || signer === undefined) throw new TrustError('malformed', 'not a defect list');
  const certificate = certificateOf(signer, data.certificates);
  const vouched =
    certificate !== undefined &&
    signers.some(
      (one) => sameBytes(one.encoded, certificate.encoded) || (mayCertify(one) && isSignedBy(certificate, one)),
    );
  if (!vouched || !isSignedDataSignedBy(data, signer, certificate)) {
    throw new TrustError('untrusted', 'no trusted signer signed this defect list');
  }
  const signedAt = signer.attributes?.signingTime;
  if (signedAt === undefined || signedAt > nowMs)
    throw new TrustError('untrusted', 'no signing time, or one in the future');
  if (current !== undefined && signedAt < current.signedAt) {
    throw new TrustError('roll-back', 'older than the list imported before');
  }
  return { signedAt, ...readEntries(data.content) };
}

/** Defects of documents that this certificate signed, by kind. */
export function defectsOf(list: DefectList | undefined, signer: Certificate): readonly DefectKind[] {
  if (list === undefined) return [];
  const hash = createHash(list.hash).update(signer.encoded).digest();
  const kinds = list.entries
    .filter(({ signer: named, certificateHash }) => {
      const same =
        'keyIdentifier' in named
          ? named.keyIdentifier === signer.subjectKeyIdentifier
          : named.serialNumber === signer.serialNumber && sameName(named.issuer, signer.issuer);
      return same && (certificateHash === undefined || hash.equals(certificateHash));
    })
    .flatMap(({ defects }) => defects.map((oid) => KINDS[oid] ?? 'other'));
  return [...new Set(kinds)];
}

/** `SEQUENCE { version, hashAlg, SET OF SEQUENCE { SignerIdentifier, [0] hash OPTIONAL, SET OF { OID, parameters } } }`. */
function readEntries(content: Uint8Array<ArrayBuffer>): Pick<DefectList, 'hash' | 'entries'> {
  return orMalformed('a defect list', () => {
    const list = expectTag(readBer(content, LIMITS), SEQUENCE);
    const [, algorithm] = list.children();
    const entries = childOf(list, SET)
      .children()
      .map((entry): Defect => {
        const [identifier] = entry.children();
        const hash = findChild(entry, 0xa0) ?? findChild(entry, 0x80);
        const defects = childOf(entry, SET).children();
        return {
          signer: readSigner(expectIdentifier(identifier)),
          certificateHash: hash && (hash.constructed ? readOctetString(childOf(hash, OCTET_STRING)) : hash.content),
          defects: defects.map((defect) => readOid(childOf(defect, OBJECT_IDENTIFIER))),
        };
      });
    return { hash: readHash(expectTag(algorithm, SEQUENCE)), entries };
  });
}

function expectIdentifier(element: ReturnType<typeof findChild>) {
  return element?.tag === 0x80 ? element : expectTag(element, SEQUENCE);
}

function readSigner(identifier: ReturnType<typeof expectTag>): Defect['signer'] {
  if (identifier.tag === 0x80) return { keyIdentifier: Buffer.from(identifier.content).toString('hex') };
  const [issuer, serial] = identifier.children();
  return { issuer: expectTag(issuer, SEQUENCE).encoded, serialNumber: serialHex(expectTag(serial, INTEGER)) };
}
