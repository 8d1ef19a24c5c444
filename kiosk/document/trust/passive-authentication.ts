/**
 * Passive Authentication, ICAO 9303-11 §5.1, and all that belongs to it: who signed, whether they could, whether they still may,
 * and whether the files are those that were signed.
 */
import { createHash } from 'node:crypto';
import type { ElementaryFile } from '../../../hardware/document-reader/elementary-file.ts';
import type { Certificate } from './certificate.ts';
import { maySignDocuments } from './certificate-roles.ts';
import { type Anchor, anchorsOf, keysOfAuthority } from './csca-pool.ts';
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
  const judged = judgeSigner(store, policy, certificate, signer.signedAt, nowMs);
  const hashes = compareHashes(object, signed.files);
  const relied = signature === PASSED && judged.trusted === PASSED;
  return {
    findings: {
      ...readable,
      'security-object-signature': signature,
      'document-signer-trusted': judged.trusted,
      'document-signer-validity': judged.validity,
      'document-signer-not-revoked': judged.revocation,
      'document-signer-without-defects': defects(store, certificate),
      'document-signer-for-type': documentType(certificate, signed.documentCode),
      'data-group-hashes': hashes.finding,
      'issuing-state-agrees': issuingState(certificate, judged.anchor, signed.issuingState),
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

export interface JudgedSigner {
  readonly anchor: Anchor | undefined;
  readonly trusted: TrustFinding;
  readonly validity: TrustFinding;
  readonly revocation: TrustFinding;
}

/** Whether an authority that is believed made this signer, for signing documents, and whether it may still sign. */
export function judgeSigner(
  store: TrustStore,
  policy: TrustPolicy,
  certificate: Certificate,
  signedAt: number | undefined,
  nowMs: number,
): JudgedSigner {
  const anchors = anchorsOf(store.pool, certificate);
  const [anchor] = anchors;
  if (anchor === undefined) {
    return {
      ...{ anchor, trusted: failed('unknown-authority') },
      ...{ validity: NOT_APPLICABLE, revocation: NOT_APPLICABLE },
    };
  }
  return {
    anchor,
    trusted: maySignDocuments(certificate) ? PASSED : failed('not-a-document-signer'),
    validity: validity(certificate, anchors, signedAt, nowMs),
    revocation: revocation(store, policy, certificate, anchor, nowMs),
  };
}

/**
 * A signer signs for months and its certificate outlives the documents, ICAO 9303-12 §4.1: signer and authority must have begun when
 * it signed, and must still be valid. The anchors certify one key, and often end at different times: a link certificate ends with the
 * key before. The key is valid from the first beginning to the latest end among those that have begun.
 */
function validity(
  certificate: Certificate,
  anchors: readonly Anchor[],
  signedAt: number | undefined,
  nowMs: number,
): TrustFinding {
  const begun = anchors.map((anchor) => anchor.certificate).filter(({ notBefore }) => notBefore <= nowMs);
  const first = Math.min(signedAt ?? nowMs, nowMs);
  const from = Math.min(...begun.map(({ notBefore }) => notBefore));
  const until = Math.max(...begun.map(({ notAfter }) => notAfter));
  if (nowMs > certificate.notAfter || (begun.length > 0 && nowMs > until)) return failed('expired');
  return first < certificate.notBefore || first < from ? failed('not-yet-valid') : PASSED;
}

/** By the lists of the authority that made the signer, under any of its keys: a list names the signers of keys before as well. */
function revocation(
  store: TrustStore,
  policy: TrustPolicy,
  certificate: Certificate,
  anchor: Anchor,
  nowMs: number,
): TrustFinding {
  const keys = [...keysOfAuthority(store.pool, anchor.certificate)];
  const lists = keys.flatMap((key) => store.revocationLists.get(key) ?? []);
  if (lists.length === 0) return inconclusive('no-revocation-list');
  // Once revoked, always revoked: an old list is good enough for that
  if (lists.some(({ revoked }) => revoked.has(certificate.serialNumber))) return failed('revoked');
  const newest = Math.max(...lists.map(({ thisUpdate }) => thisUpdate));
  return nowMs - newest > policy.oldestRevocationListMs ? inconclusive('stale-revocation-list') : PASSED;
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

/**
 * What zone, portrait and the proofs of the chip rest on. When the issuer signed one of them, a document that does not give it hides
 * it: a copy without DG14 and DG15 would look like a chip that cannot prove itself. Other data groups may be withheld (fingerprints and
 * irises need Terminal Authentication) or are of no use here.
 */
const DUE_WHEN_SIGNED: readonly number[] = [1, 2, 14, 15];

/** Files that the object knows must fit; a data group that it does not know is not signed by anyone. */
function compareHashes(
  { hash, hashes }: SecurityObject,
  files: SignedFiles['files'],
): { readonly finding: TrustFinding; readonly fitting: ReadonlySet<ElementaryFile> } {
  const fitting = new Set<ElementaryFile>();
  const given = (group: number): boolean => [...files.keys()].some((name) => name === `EF.DG${group}`);
  const missing = DUE_WHEN_SIGNED.some((group) => hashes.has(group) && !given(group));
  let finding: TrustFinding = missing ? failed('absent') : PASSED;
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
