/**
 * Passive Authentication, ICAO 9303-11 §5.1: identifies the signer, verifies its trust, validity and revocation status, and
 * compares the files with the signed hashes.
 */
import { createHash } from 'node:crypto';
import type { ElementaryFile } from '../../../../hardware/document-reader/elementary-file.ts';
import type { Certificate } from './certificate.ts';
import { maySignDocuments } from './certificate-roles.ts';
import { type Anchor, anchorsOf, keysOfAuthority } from './csca-pool.ts';
import { defectsOf } from './defect-list.ts';
import { type DeviationKind, deviationsOf } from './deviation-list.ts';
import { type DocumentSigners, NO_DOCUMENT_SIGNERS } from './document-signers.ts';
import { certificateCountries } from './issuing-states.ts';
import { readSecurityObject, type SecurityObject } from './security-object.ts';
import { certificateOf, isSignedDataSignedBy, type SignedData } from './signed-data.ts';
import { failed, inconclusive, NOT_APPLICABLE, PASSED, type TrustFinding } from './trust-check.ts';
import { TrustError } from './trust-error.ts';
import type { TrustPolicy, TrustStore } from './trust-store.ts';

export interface SignedFiles {
  readonly files: ReadonlyMap<ElementaryFile, Uint8Array<ArrayBuffer>>;
  /** From the zone in DG1, ICAO 9303-3 §5. */
  readonly issuingState: string;
  /** Document code, such as `P` or `PM`. */
  readonly documentCode: string;
  /** Compares the document number of that zone. Absent: no number was read. */
  readonly hasNumber?: ((number: string) => boolean) | undefined;
}

export interface PassiveAuthentication {
  readonly findings: Readonly<Record<PassiveCheck, TrustFinding>>;
  /** The signer, if its chain leads to a trusted authority. */
  readonly signer: Certificate | undefined;
  /** Verified data groups: the hash is signed and correct, and the signature chain is valid. */
  readonly genuine: ReadonlySet<ElementaryFile>;
  /** Errors that the issuing state announced for this document. */
  readonly deviations: readonly DeviationKind[];
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
    deviations: [],
  });
  const sod = signed.files.get('EF.SOD');
  if (sod === undefined) return stop({ 'security-object-readable': failed('absent') });
  const object = readOrReason(sod);
  if ('result' in object) return stop({ 'security-object-readable': object });

  const readable = { 'security-object-readable': PASSED };
  const signer = signerOf(object.signedData, store.documentSigners);
  if (signer === undefined) return stop({ ...readable, 'security-object-signature': failed('no-signer-certificate') });
  const signature = signer.holds ? PASSED : failed('signature-wrong');
  const { certificate } = signer;
  const judged = judgeSigner(store, policy, certificate, signer.signedAt, nowMs);
  const hashes = compareHashes(object, signed.files);
  const relied = signature === PASSED && judged.trusted === PASSED;
  const { documentCode, hasNumber } = signed;
  // A list speaks only about documents whose signer is proven
  const deviations = relied
    ? deviationsOf(store.deviations, { signer: certificate, documentCode, signedAt: signer.signedAt, hasNumber })
    : [];
  return {
    findings: {
      ...readable,
      'security-object-signature': signature,
      'document-signer-trusted': judged.trusted,
      'document-signer-validity': judged.validity,
      'document-signer-not-revoked': judged.revocation,
      'document-signer-without-defects': defects(store, certificate, deviations),
      'document-signer-for-type': documentType(certificate, documentCode),
      'data-group-hashes': explained(hashes.finding, deviations),
      'issuing-state-agrees': issuingState(certificate, judged.anchor, signed.issuingState),
    },
    signer: relied ? certificate : undefined,
    genuine: relied ? hashes.fitting : new Set(),
    deviations,
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

/**
 * The first signer whose certificate is present, or in the directory, and whether its signature is valid. If the directory has several
 * certificates of that name, the one under which the signature is valid counts.
 */
export function signerOf(
  data: SignedData,
  directory: DocumentSigners = NO_DOCUMENT_SIGNERS,
): { readonly certificate: Certificate; readonly holds: boolean; readonly signedAt: number | undefined } | undefined {
  for (const signer of data.signers) {
    const own = certificateOf(signer, data.certificates);
    const candidates = own === undefined ? directory.find(signer) : [own];
    const [first] = candidates;
    if (first === undefined) continue;
    const right = candidates.find((certificate) => isSignedDataSignedBy(data, signer, certificate));
    return { certificate: right ?? first, holds: right !== undefined, signedAt: signer.attributes?.signingTime };
  }
  return undefined;
}

export interface JudgedSigner {
  readonly anchor: Anchor | undefined;
  readonly trusted: TrustFinding;
  readonly validity: TrustFinding;
  readonly revocation: TrustFinding;
}

/** Whether a trusted authority certified this signer for documents, and whether it is still valid and not revoked. */
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
      anchor,
      trusted: failed('unknown-authority'),
      validity: NOT_APPLICABLE,
      revocation: NOT_APPLICABLE,
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
 * A signer signs for months and its certificate outlives the documents, ICAO 9303-12 §4.1: signer and authority must have
 * been valid at the signing time, and must still be valid. The anchors certify one key, and often end at different times: a
 * link certificate ends with the previous key. The key is valid from the earliest start to the latest end among those that
 * have started.
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

/**
 * Checks the lists of the signer's authority, under any of its keys, because a list also contains signers of previous keys.
 */
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
  // Revocation is permanent, so an old list is sufficient to detect it
  if (lists.some(({ revoked }) => revoked.has(certificate.serialNumber))) return failed('revoked');
  const newest = Math.max(...lists.map(({ thisUpdate }) => thisUpdate));
  return nowMs - newest > policy.oldestRevocationListMs ? inconclusive('stale-revocation-list') : PASSED;
}

function defects(
  store: TrustStore,
  certificate: Certificate,
  deviations: PassiveAuthentication['deviations'],
): TrustFinding {
  const kinds = defectsOf(store.defects, certificate);
  if (kinds.includes('certificate-revoked')) return failed('defect-revokes-signer');
  if (kinds.length > 0) return inconclusive('defect-known');
  return deviations.includes('zone-data-wrong') ? inconclusive('deviation-known') : PASSED;
}

/** A wrong hash that the issuer announced is no sign of a forgery. The file still does not count as genuine. */
function explained(finding: TrustFinding, deviations: PassiveAuthentication['deviations']): TrustFinding {
  const isAnnounced = finding.reason === 'hash-wrong' && deviations.includes('data-group-hash-wrong');
  return isAnnounced ? inconclusive('deviation-known') : finding;
}

function documentType({ documentTypes }: Certificate, documentCode: string): TrustFinding {
  if (documentTypes === undefined) return PASSED;
  const listed = documentTypes.some(
    (type) => type === documentCode || (type.length === 1 && documentCode.startsWith(type)),
  );
  return listed ? PASSED : failed('wrong-document-type');
}

/**
 * The data groups behind zone, portrait and the chip's proofs. If the issuer signed one of them, the document must return
 * it: a copy without DG14 and DG15 would look like a chip that cannot prove itself. Other data groups may be withheld
 * (fingerprints and irises need Terminal Authentication) or are not used.
 */
const DUE_WHEN_SIGNED: readonly number[] = [1, 2, 14, 15];

/** Files must match the hashes in the object; a data group without a hash is not signed. */
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
