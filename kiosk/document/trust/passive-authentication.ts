/**
 * Passive Authentication, ICAO 9303-11 §5.1, and all that belongs to it: who signed, whether they could, whether they still may,
 * and whether the files are those that were signed.
 */
import { createHash } from 'node:crypto';
import type { ElementaryFile } from '../../../hardware/document-reader/elementary-file.ts';
import { type Certificate, isSignedBy } from './certificate.ts';
import { type Anchor, issuersOf } from './csca-pool.ts';
import { defectsOf } from './defect-list.ts';
import { certificateCountries } from './issuing-states.ts';
import { readSecurityObject, type SecurityObject } from './security-object.ts';
import { certificateOf, isSignedDataSignedBy, type SignedData } from './signed-data.ts';
import { failed, inconclusive, NOT_APPLICABLE, PASSED, type TrustFinding } from './trust-check.ts';
import { TrustError } from './trust-error.ts';
import type { TrustPolicy, TrustStore } from './trust-store.ts';

export interface SignedFiles {
  readonly files: ReadonlyMap<ElementaryFile, Uint8Array<ArrayBuffer>>;
  /** Of the zone that DG1 holds, ICAO 9303-3 §5. */
  readonly issuingState: string;
  /** Document code, such as `P` or `PM`. */
  readonly documentCode: string;
}

export interface PassiveAuthentication {
  readonly findings: Readonly<Record<PassiveCheck, TrustFinding>>;
  /** Whose signature the files carry, when a chain led to somebody believed. */
  readonly signer: Certificate | undefined;
  /** Data groups whose hash was signed and fits, and whose signature chain holds: what may be relied on. */
  readonly genuine: ReadonlySet<ElementaryFile>;
}

export type PassiveCheck =
  | 'security-object-readable'
  | 'security-object-signature'
  | 'document-signer-trusted'
  | 'document-signer-validity'
  | 'document-signer-not-revoked'
  | 'document-signer-without-defects'
  | 'document-signer-for-type'
  | 'data-group-hashes'
  | 'issuing-state-agrees';

const NOTHING: Readonly<Record<PassiveCheck, TrustFinding>> = {
  'security-object-readable': NOT_APPLICABLE,
  'security-object-signature': NOT_APPLICABLE,
  'document-signer-trusted': NOT_APPLICABLE,
  'document-signer-validity': NOT_APPLICABLE,
  'document-signer-not-revoked': NOT_APPLICABLE,
  'document-signer-without-defects': NOT_APPLICABLE,
  'document-signer-for-type': NOT_APPLICABLE,
  'data-group-hashes': NOT_APPLICABLE,
  'issuing-state-agrees': NOT_APPLICABLE,
};

export function passiveAuthentication(
  signed: SignedFiles,
  store: TrustStore,
  policy: TrustPolicy,
  nowMs: number,
): PassiveAuthentication {
  const stop = (reached: Partial<Record<PassiveCheck, TrustFinding>>): PassiveAuthentication => ({
    findings: { ...NOTHING, ...reached },
    signer: undefined,
    genuine: new Set(),
  });
  const sod = signed.files.get('EF.SOD');
  if (sod === undefined) return stop({ 'security-object-readable': failed('absent') });
  const object = readOrReason(sod);
  if ('result' in object) return stop({ 'security-object-readable': object });

  const readable = { 'security-object-readable': PASSED };
  const signer = signerOf(object.signedData);
  if (signer === undefined) return stop({ ...readable, 'security-object-signature': failed('no-signer-certificate') });
  const signature = signer.holds ? PASSED : failed('signature-wrong');
  const { certificate } = signer;
  const anchor = anchorOf(store, certificate);
  const hashes = compareHashes(object, signed.files);
  const trusted = anchor === undefined ? failed('unknown-authority') : PASSED;
  const relied = signature === PASSED && trusted === PASSED;
  return {
    findings: {
      ...readable,
      'security-object-signature': signature,
      'document-signer-trusted': trusted,
      'document-signer-validity':
        anchor === undefined ? NOT_APPLICABLE : validity(certificate, anchor, signer.signedAt, nowMs),
      'document-signer-not-revoked':
        anchor === undefined ? NOT_APPLICABLE : revocation(store, policy, certificate, nowMs),
      'document-signer-without-defects': defects(store, certificate),
      'document-signer-for-type': documentType(certificate, signed.documentCode),
      'data-group-hashes': hashes.finding,
      'issuing-state-agrees': issuingState(certificate, anchor, signed.issuingState),
    },
    signer: relied ? certificate : undefined,
    genuine: relied ? hashes.fitting : new Set(),
  };
}

function readOrReason(sod: Uint8Array<ArrayBuffer>): SecurityObject | TrustFinding {
  try {
    return readSecurityObject(sod);
  } catch (error) {
    if (!(error instanceof TrustError)) throw error;
    return failed(error.code === 'unsupported' ? 'unsupported-algorithm' : 'malformed');
  }
}

/** The first signer whose certificate is there, and whether its signature holds. */
export function signerOf(
  data: SignedData,
): { readonly certificate: Certificate; readonly holds: boolean; readonly signedAt: number | undefined } | undefined {
  for (const signer of data.signers) {
    const certificate = certificateOf(signer, data.certificates);
    if (certificate === undefined) continue;
    const holds = isSignedDataSignedBy(data, signer, certificate);
    return { certificate, holds, signedAt: signer.attributes?.signingTime };
  }
  return undefined;
}

/** By signature, not by key identifier alone: identifiers are missing or wrong in documents that are in use. */
export function anchorOf(store: TrustStore, certificate: Certificate): Anchor | undefined {
  return issuersOf(store.pool, certificate).find((anchor) => isSignedBy(certificate, anchor.certificate));
}

/** A signer signs for months and its certificate outlives the documents, ICAO 9303-12 §4.1: both must still be valid. */
function validity(
  certificate: Certificate,
  { certificate: authority }: Anchor,
  signedAt: number | undefined,
  nowMs: number,
): TrustFinding {
  if (nowMs > certificate.notAfter || nowMs > authority.notAfter) return failed('expired');
  const first = Math.min(signedAt ?? nowMs, nowMs);
  if (first < certificate.notBefore || first < authority.notBefore) return failed('not-yet-valid');
  return PASSED;
}

function revocation(store: TrustStore, policy: TrustPolicy, certificate: Certificate, nowMs: number): TrustFinding {
  const list = store.revocationLists.get(certificate.issuerCountry ?? '');
  if (list === undefined) return inconclusive('no-revocation-list');
  // Once revoked, always revoked: an old list is good enough for that
  if (list.revoked.has(certificate.serialNumber)) return failed('revoked');
  const stale = nowMs - list.thisUpdate > policy.oldestRevocationListMs;
  return stale ? inconclusive('stale-revocation-list') : PASSED;
}

function defects(store: TrustStore, certificate: Certificate): TrustFinding {
  const kinds = defectsOf(store.defects, certificate);
  if (kinds.includes('certificate-revoked')) return failed('defect-revokes-signer');
  return kinds.length > 0 ? inconclusive('defect-known') : PASSED;
}

function documentType({ documentTypes }: Certificate, documentCode: string): TrustFinding {
  if (documentTypes === undefined) return PASSED;
  const listed = documentTypes.some(
    (type) => type === documentCode || (type.length === 1 && documentCode.startsWith(type)),
  );
  return listed ? PASSED : failed('wrong-document-type');
}

/** Files that the object knows must fit; a data group that it does not know is nobody's word. */
function compareHashes(
  { hash, hashes }: SecurityObject,
  files: SignedFiles['files'],
): { readonly finding: TrustFinding; readonly fitting: ReadonlySet<ElementaryFile> } {
  const fitting = new Set<ElementaryFile>();
  let finding: TrustFinding = PASSED;
  for (const [name, file] of files) {
    const number = /^EF\.DG(\d+)$/.exec(name)?.[1];
    if (number === undefined) continue;
    const due = hashes.get(Number(number));
    if (due === undefined) {
      if (finding === PASSED) finding = failed('not-in-security-object');
    } else if (createHash(hash).update(file).digest().equals(due)) {
      fitting.add(name);
    } else {
      finding = failed('hash-wrong');
    }
  }
  return { finding, fitting };
}

function issuingState(certificate: Certificate, anchor: Anchor | undefined, state: string): TrustFinding {
  const countries = certificateCountries(state);
  if (countries.length === 0) return inconclusive('state-unknown');
  const given = [certificate.issuerCountry, certificate.subjectCountry, anchor?.certificate.subjectCountry];
  const agree = given.every((country) => country === undefined || countries.includes(country));
  return agree && certificate.issuerCountry !== undefined ? PASSED : failed('state-differs');
}
