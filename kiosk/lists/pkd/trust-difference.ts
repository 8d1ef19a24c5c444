/** The difference between two states of the trust lists, and the changes that people must accept, or that are refused, before they sign. Pure. */
import type { Certificate } from '../../rules/document/trust/certificate.ts';
import { readCertificate, sameBytes } from '../../rules/document/trust/certificate.ts';
import { mayCertify } from '../../rules/document/trust/certificate-roles.ts';
import { type CscaPool, fingerprint } from '../../rules/document/trust/csca-pool.ts';
import type { RevocationList } from '../../rules/document/trust/revocation-list.ts';
import { TrustError } from '../../rules/document/trust/trust-error.ts';
import type { TrustStore } from '../../rules/document/trust/trust-store.ts';
import {
  type JudgedTrust,
  judgeTrust,
  type ListSummary,
  NO_TRUST_MEMORY,
  TRUST_FOLDERS,
  type TrustFolder,
  type TrustPlace,
} from '../trust/judge-trust.ts';

/** The key of a country signing authority, with its certificates. */
export interface AuthorityKey {
  readonly country: string;
  /** SHA-256 of the key, hex. */
  readonly key: string;
  /** DER of a subject name. */
  readonly name: Uint8Array<ArrayBuffer>;
  /** Milliseconds since 1970: the earliest start and the latest end. */
  readonly from: number;
  readonly until: number;
  /** `pinned`, `link`, or the country of a master list. */
  readonly sources: readonly string[];
  /** Whether a trusted key of the same country certified it. */
  readonly isLinked: boolean;
}

export interface RevocationChange {
  readonly country: string;
  /** The key of the authority. */
  readonly key: string;
  readonly before: Pick<RevocationList, 'number' | 'thisUpdate'> | undefined;
  readonly after: Pick<RevocationList, 'number' | 'thisUpdate' | 'nextUpdate'> | undefined;
  /** Numbers of certificates. */
  readonly added: number;
  readonly withdrawn: number;
}

export interface CountChange {
  readonly country: string;
  readonly added: number;
  readonly removed: number;
}

/** Remarks that stop a signature. */
export const FAULTS = [
  /** A lane would refuse a file. */
  'file-refused',
  /** No authority would be left. */
  'no-authority',
  /** A revocation list has a lower number than the one before. */
  'number-backwards',
] as const;

/** Remarks that a person must accept by name. */
export const QUESTIONS = [
  /** Files that people pinned: authorities, roots of lists, signers of defect lists. */
  'pins-changed',
  /** A key is no longer trusted, although its certificates have not ended. */
  'authority-removed',
  /** No authority of a country is left. */
  'country-lost',
  /** A new key has the name of another one of its country, and no trusted key certified it. */
  'same-name',
  /** A list that lanes used is gone. */
  'list-lost',
  /** A list has over a tenth fewer members than before, or the directory has that many fewer signers. */
  'list-shrunken',
  /** Certificates that were revoked are no longer listed as revoked. */
  'revocation-withdrawn',
  /** The next list of an authority is overdue. */
  'revocation-overdue',
] as const;

export interface Remark<T extends string> {
  readonly code: T;
  /** The file, country or list that it concerns. */
  readonly about: string;
}

export interface TrustDifference {
  readonly addedKeys: readonly AuthorityKey[];
  readonly removedKeys: readonly AuthorityKey[];
  /** Certificates for keys that were trusted before. */
  readonly addedCertificates: number;
  readonly removedCertificates: number;
  readonly masterLists: readonly {
    readonly before: ListSummary | undefined;
    readonly after: ListSummary | undefined;
  }[];
  readonly revocations: readonly RevocationChange[];
  readonly documentSigners: readonly CountChange[];
  readonly deviations: readonly CountChange[];
  readonly defects: Omit<CountChange, 'country'>;
  /** Authorities after, for the whole picture. */
  readonly total: { readonly keys: number; readonly countries: number; readonly documentSigners: number };
  readonly faults: readonly Remark<(typeof FAULTS)[number]>[];
  readonly questions: readonly Remark<(typeof QUESTIONS)[number]>[];
}

const SHRUNKEN = 0.9;
const PINNED: readonly TrustPlace[] = [
  TRUST_FOLDERS.authorities,
  TRUST_FOLDERS.listRoots,
  TRUST_FOLDERS.defectSigners,
  TRUST_FOLDERS.links,
];

export function trustDifference(before: TrustFolder, after: TrustFolder, nowMs: number): TrustDifference {
  const was = judgeTrust(before, NO_TRUST_MEMORY, nowMs);
  // With the memory of the previous lists, so that an older list is refused as lanes refuse it
  const is = judgeTrust(after, was.memory, nowMs);
  const [keysBefore, keysAfter] = [keysOf(was.store.pool), keysOf(is.store.pool)];
  const addedKeys = [...keysAfter.values()].filter(({ key }) => !keysBefore.has(key));
  const removedKeys = [...keysBefore.values()].filter(({ key }) => !keysAfter.has(key));
  const changes = {
    addedKeys,
    removedKeys,
    ...certificateChanges(was.store.pool, is.store.pool, keysBefore, keysAfter),
    masterLists: listChanges(was, is),
    revocations: revocationChanges(was.store, is.store),
    documentSigners: countChanges(signersOf(was.store), signersOf(is.store)),
    deviations: countChanges(deviationsOf(was.store), deviationsOf(is.store)),
    defects: defectChange(was.store, is.store),
  };
  const total = {
    keys: keysAfter.size,
    countries: new Set([...keysAfter.values()].map(({ country }) => country)).size,
    documentSigners: is.store.documentSigners?.encoded.length ?? 0,
  };
  return {
    ...changes,
    total,
    faults: faultsOf(is, changes.revocations),
    questions: [
      ...pinQuestions(before, after),
      ...keyQuestions(keysBefore, keysAfter, was.store.pool, nowMs),
      ...listQuestions(was, is, changes),
      ...revocationQuestions(changes.revocations, nowMs),
    ],
  };
}

function keysOf(pool: CscaPool): ReadonlyMap<string, AuthorityKey> {
  const keys = new Map<string, AuthorityKey>();
  for (const { certificate, origin } of pool.anchors) {
    if (!mayCertify(certificate)) continue;
    const { keyFingerprint: key, subjectCountry: country = '', subject: name, notBefore, notAfter } = certificate;
    const other = keys.get(key);
    const source = origin.kind === 'master-list' ? origin.country : origin.kind;
    keys.set(key, {
      ...{ country, key, name },
      from: Math.min(notBefore, other?.from ?? notBefore),
      until: Math.max(notAfter, other?.until ?? notAfter),
      sources: [...new Set([...(other?.sources ?? []), source])],
      isLinked: other?.isLinked === true || isLink(certificate),
    });
  }
  return keys;
}

/** A certificate of a key by another key: self-signed ones name themselves as issuer, with their own key identifier. */
function isLink({ authorityKeyIdentifier, subjectKeyIdentifier, issuer, subject }: Certificate): boolean {
  return authorityKeyIdentifier !== undefined && subjectKeyIdentifier !== undefined
    ? authorityKeyIdentifier !== subjectKeyIdentifier
    : !sameBytes(issuer, subject);
}

type Keys = ReadonlyMap<string, AuthorityKey>;

function certificateChanges(was: CscaPool, is: CscaPool, keysBefore: Keys, keysAfter: Keys) {
  const prints = (pool: CscaPool) =>
    new Map(pool.anchors.map(({ certificate }) => [fingerprint(certificate), certificate]));
  const [before, after] = [prints(was), prints(is)];
  const changed = (from: typeof before, to: typeof before): number =>
    [...to].filter(([print, { keyFingerprint: key }]) => !from.has(print) && keysBefore.has(key) && keysAfter.has(key))
      .length;
  return { addedCertificates: changed(before, after), removedCertificates: changed(after, before) };
}

function listChanges(was: JudgedTrust, is: JudgedTrust): TrustDifference['masterLists'] {
  const countries = new Set([...was.masterLists, ...is.masterLists].map(({ country }) => country));
  const find = ({ masterLists }: JudgedTrust, country: string) => masterLists.find((list) => list.country === country);
  return [...countries]
    .sort()
    .map((country) => ({ before: find(was, country), after: find(is, country) }))
    .filter(
      ({ before, after }) => before?.signedAt !== after?.signedAt || before?.certificates !== after?.certificates,
    );
}

function revocationChanges(was: TrustStore, is: TrustStore): readonly RevocationChange[] {
  const keys = [...new Set([...was.revocationLists.keys(), ...is.revocationLists.keys()])];
  return keys
    .map((key) => {
      const [before, after] = [was.revocationLists.get(key), is.revocationLists.get(key)];
      const missing = (from: RevocationList | undefined, to: RevocationList | undefined): number =>
        [...(to?.revoked ?? [])].filter((serial) => from?.revoked.has(serial) !== true).length;
      const country = after?.country ?? before?.country ?? '';
      return { country, key, before, after, added: missing(before, after), withdrawn: missing(after, before) };
    })
    .filter(({ before, after }) => before?.thisUpdate !== after?.thisUpdate || before?.number !== after?.number)
    .sort((one, other) => (one.country < other.country ? -1 : 1));
}

/** The members of a list, by country. */
type Members = ReadonlyMap<string, ReadonlySet<string>>;

function signersOf({ documentSigners }: TrustStore): Members {
  const members = new Map<string, Set<string>>();
  for (const encoded of documentSigners?.encoded ?? []) {
    const certificate = readable(encoded);
    const country = certificate?.issuerCountry ?? '';
    if (!members.has(country)) members.set(country, new Set());
    members
      .get(country)
      ?.add(certificate === undefined ? Buffer.from(encoded).toString('base64') : fingerprint(certificate));
  }
  return members;
}

function deviationsOf({ deviations }: TrustStore): Members {
  return new Map(
    [...(deviations ?? [])].map(([country, list]) => [country, new Set(list.deviations.map((one) => textOf(one)))]),
  );
}

function defectChange(was: TrustStore, is: TrustStore): TrustDifference['defects'] {
  const members = ({ defects }: TrustStore) => new Set((defects?.entries ?? []).map((one) => textOf(one)));
  return changeOf(members(was), members(is));
}

/** Bytes in hex, so that two entries have one text if they are equal. */
function textOf(entry: unknown): string {
  return JSON.stringify(entry, (_name, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.length).toString('hex') : value,
  );
}

function countChanges(was: Members, is: Members): readonly CountChange[] {
  const none: ReadonlySet<string> = new Set();
  return [...new Set([...was.keys(), ...is.keys()])]
    .sort()
    .map((country) => ({ country, ...changeOf(was.get(country) ?? none, is.get(country) ?? none) }))
    .filter(({ added, removed }) => added + removed > 0);
}

function changeOf(was: ReadonlySet<string>, is: ReadonlySet<string>): Omit<CountChange, 'country'> {
  const missing = (from: ReadonlySet<string>, to: ReadonlySet<string>) =>
    [...to].filter((one) => !from.has(one)).length;
  return { added: missing(was, is), removed: missing(is, was) };
}

function faultsOf(is: JudgedTrust, revocations: readonly RevocationChange[]): TrustDifference['faults'] {
  const backwards = revocations.filter(
    ({ before, after }) => before !== undefined && after !== undefined && after.number < before.number,
  );
  return [
    ...is.refused.map(({ file, code }) => ({ code: 'file-refused', about: `${file}: ${code}` }) as const),
    ...(is.store.pool.anchors.length === 0 ? [{ code: 'no-authority', about: 'all countries' } as const] : []),
    ...backwards.map(({ country }) => ({ code: 'number-backwards', about: country }) as const),
  ];
}

type Questions = TrustDifference['questions'];

function pinQuestions(before: TrustFolder, after: TrustFolder): Questions {
  return PINNED.flatMap((place) => {
    const texts = (folder: TrustFolder) =>
      new Set([...folder(place).values()].map((bytes) => Buffer.from(bytes ?? []).toString('base64')));
    const { added, removed } = changeOf(texts(before), texts(after));
    return added + removed === 0 ? [] : [{ code: 'pins-changed', about: `${place}: ${added} new, ${removed} removed` }];
  });
}

function keyQuestions(was: Keys, is: Keys, poolBefore: CscaPool, nowMs: number): Questions {
  const countries = new Set([...is.values()].map(({ country }) => country));
  const removed = [...was.values()].filter(({ key, until }) => !is.has(key) && until >= nowMs);
  const lost = new Set([...was.values()].map(({ country }) => country).filter((country) => !countries.has(country)));
  const namesakes = [...is.values()].filter(
    ({ key, name, country, isLinked }) =>
      !was.has(key) &&
      !isLinked &&
      poolBefore.anchors.some(
        ({ certificate }) => certificate.subjectCountry === country && sameBytes(certificate.subject, name),
      ),
  );
  return [
    ...removed.map(({ country, key }) => ({ code: 'authority-removed', about: keyName(country, key) }) as const),
    ...[...lost].map((country) => ({ code: 'country-lost', about: country }) as const),
    ...namesakes.map(({ country, key }) => ({ code: 'same-name', about: keyName(country, key) }) as const),
  ];
}

/** A key in words: its country and the start of its digest. */
export function keyName(country: string, key: string): string {
  return `${country} ${key.slice(0, 16)}`;
}

type Changes = Pick<TrustDifference, 'masterLists' | 'documentSigners'>;

function listQuestions(was: JudgedTrust, is: JudgedTrust, { masterLists }: Changes): Questions {
  const questions: Questions[number][] = [];
  for (const { before, after } of masterLists) {
    if (before === undefined) continue;
    const about = `master list of ${before.country}`;
    if (after === undefined) questions.push({ code: 'list-lost', about });
    else if (after.certificates < before.certificates * SHRUNKEN) questions.push({ code: 'list-shrunken', about });
  }
  for (const [key, { country }] of was.store.revocationLists) {
    if (!is.store.revocationLists.has(key)) {
      questions.push({ code: 'list-lost', about: `revocation list of ${keyName(country, key)}` });
    }
  }
  for (const country of was.store.deviations?.keys() ?? []) {
    if (is.store.deviations?.has(country) !== true) {
      questions.push({ code: 'list-lost', about: `deviation list of ${country}` });
    }
  }
  if (was.store.defects !== undefined && is.store.defects === undefined) {
    questions.push({ code: 'list-lost', about: 'defect list' });
  }
  const [signersBefore, signersAfter] = [was, is].map(({ store }) => store.documentSigners?.encoded.length ?? 0);
  if (signersAfter! < signersBefore! * SHRUNKEN) questions.push({ code: 'list-shrunken', about: 'document signers' });
  return questions;
}

function revocationQuestions(revocations: readonly RevocationChange[], nowMs: number): Questions {
  return revocations.flatMap(({ country, key, after, withdrawn }) => {
    if (after === undefined) return [];
    const about = keyName(country, key);
    const isOverdue = after.nextUpdate !== undefined && after.nextUpdate < nowMs;
    return [
      ...(withdrawn > 0 ? [{ code: 'revocation-withdrawn', about: `${about}: ${withdrawn}` } as const] : []),
      ...(isOverdue ? [{ code: 'revocation-overdue', about } as const] : []),
    ];
  });
}

function readable(encoded: Uint8Array<ArrayBuffer>): Certificate | undefined {
  try {
    return readCertificate(encoded);
  } catch (error) {
    if (error instanceof TrustError) return undefined;
    throw error;
  }
}
