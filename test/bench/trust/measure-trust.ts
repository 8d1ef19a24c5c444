/**
 * Counts the valid signatures in a folder, and the signers that chain to an authority of the lists, by issuing state.
 */
import { createHash } from 'node:crypto';
import { BerError } from '../../../hardware/ber/ber-error.ts';
import { readBer } from '../../../hardware/ber/read.ts';
import { SET } from '../../../hardware/ber/universal.ts';
import { childOf } from '../../../hardware/ber/find.ts';
import { type Certificate, readCertificate } from '../../../kiosk/rules/document/trust/certificate.ts';
import { mayCertify } from '../../../kiosk/rules/document/trust/certificate-roles.ts';
import { type CscaPool, EMPTY_POOL, withAnchors } from '../../../kiosk/rules/document/trust/csca-pool.ts';
import { importMasterList } from '../../../kiosk/rules/document/trust/master-list.ts';
import {
  type JudgedSigner,
  judgeSigner,
  signerOf,
} from '../../../kiosk/rules/document/trust/passive-authentication.ts';
import { importRevocationList, type RevocationLists } from '../../../kiosk/rules/document/trust/revocation-list.ts';
import { readSecurityObject } from '../../../kiosk/rules/document/trust/security-object.ts';
import { readSignedData } from '../../../kiosk/rules/document/trust/signed-data.ts';
import { TrustError } from '../../../kiosk/rules/document/trust/trust-error.ts';
import type { TrustStore } from '../../../kiosk/rules/document/trust/trust-store.ts';
import type { Material } from './trust-material.ts';

const LIMITS = { bytes: 16_777_216, elements: 1_000_000, depth: 24 };
const POLICY = { oldestRevocationListMs: 90 * 86_400_000 };
const UNKNOWN_STATE = '??';

export interface ListMeasure {
  readonly from: string;
  readonly kind: 'master-list' | 'unsigned-list' | 'revocation-list';
  readonly country: string;
  readonly certificates: number;
  readonly unreadable: number;
  /** `chained` when the signer chains to a certificate of the lists. */
  readonly signer: string;
}

export interface Trust {
  readonly store: TrustStore;
  readonly lists: readonly ListMeasure[];
  /** Number of certificates among the authorities that may not certify and are not used. */
  readonly notAuthorities: number;
}

/**
 * Trusts every authority in `material`, so that only signatures are measured. The signer of a list is reported
 * separately.
 */
export function trustFrom(material: readonly Material[], nowMs: number): Trust {
  const different = once(material);
  const of = (...kinds: readonly Material['kind'][]) => different.filter(({ kind }) => kinds.includes(kind));
  const loose = of('certificate').flatMap(({ bytes }) => readable(bytes));
  const listed = of('master-list', 'unsigned-list').map((one) => ({ one, ...certificatesIn(one) }));
  const certificates = [...loose, ...listed.flatMap((list) => list.certificates)];
  const pool = withAnchors(EMPTY_POOL, certificates, { kind: 'pinned' });
  const lists = listed.map(({ one, certificates: inList, unreadable }): ListMeasure => {
    const country = one.kind === 'master-list' ? countryOfSigner(one.bytes) : UNKNOWN_STATE;
    const signer = one.kind === 'master-list' ? vouchedFor(one.bytes, pool, nowMs) : 'unsigned';
    return {
      from: one.from,
      kind: one.kind as 'master-list',
      country,
      certificates: inList.length,
      unreadable,
      signer,
    };
  });
  let revocationLists: RevocationLists = new Map();
  for (const { bytes, from } of of('revocation-list')) {
    const taken = codeOf(() => {
      revocationLists = importRevocationList(revocationLists, bytes, pool, nowMs);
    });
    lists.push({
      from,
      kind: 'revocation-list',
      country: UNKNOWN_STATE,
      certificates: 0,
      unreadable: 0,
      signer: taken ?? 'chained',
    });
  }
  const store = { pool, revocationLists, defects: undefined };
  return { store, lists, notAuthorities: pool.anchors.filter(({ certificate }) => !mayCertify(certificate)).length };
}

/** Removes duplicates. */
function once(material: readonly Material[]): readonly Material[] {
  const known = new Map(material.map((one) => [createHash('sha256').update(one.bytes).digest('hex'), one]));
  return [...known.values()];
}

function certificatesIn({ kind, bytes }: Material): {
  readonly certificates: readonly Certificate[];
  readonly unreadable: number;
} {
  try {
    const content = kind === 'master-list' ? readSignedData(bytes, LIMITS).content : bytes;
    const entries = childOf(readBer(content, LIMITS), SET).children();
    const certificates = entries.flatMap(({ encoded }) => readable(Uint8Array.from(encoded)));
    return { certificates, unreadable: entries.length - certificates.length };
  } catch (error) {
    if (error instanceof BerError || error instanceof TrustError) return { certificates: [], unreadable: 0 };
    throw error;
  }
}

function vouchedFor(bytes: Uint8Array<ArrayBuffer>, { anchors }: CscaPool, nowMs: number): string {
  const roots = anchors.map(({ certificate }) => certificate);
  return codeOf(() => importMasterList(EMPTY_POOL, bytes, roots, nowMs)) ?? 'chained';
}

function countryOfSigner(bytes: Uint8Array<ArrayBuffer>): string {
  try {
    return signerOf(readSignedData(bytes, LIMITS))?.certificate.subjectCountry ?? UNKNOWN_STATE;
  } catch (error) {
    if (error instanceof TrustError) return UNKNOWN_STATE;
    throw error;
  }
}

function readable(bytes: Uint8Array<ArrayBuffer>): readonly Certificate[] {
  try {
    return [readCertificate(bytes)];
  } catch (error) {
    if (error instanceof TrustError) return [];
    throw error;
  }
}

function codeOf(attempt: () => unknown): string | undefined {
  try {
    attempt();
    return undefined;
  } catch (error) {
    if (error instanceof TrustError) return `${error.code}: ${error.message}`;
    throw error;
  }
}

export interface StateMeasure {
  readonly state: string;
  readonly objects: number;
  readonly signers: number;
  readonly parsed: number;
  /** Number of objects with a valid signature. */
  readonly signature: number;
  readonly chained: number;
  /** Chained, currently valid, and not revoked. */
  readonly valid: number;
  readonly reasons: Readonly<Record<string, number>>;
}

interface Judged {
  readonly kind: 'object' | 'signer';
  readonly state: string;
  readonly parsed: boolean;
  readonly signature: boolean;
  readonly chained: boolean;
  readonly reasons: readonly string[];
}

/** Measures security objects and signers of `material`; authorities in it are ignored. */
export function measureTrust(
  material: readonly Material[],
  store: TrustStore,
  nowMs: number,
  progress: (done: number, of: number) => void,
): readonly StateMeasure[] {
  const wanted = once(material).filter(({ kind }) => ['security-object', 'certificate', 'signer'].includes(kind));
  const judged = wanted.flatMap((one, index) => {
    progress(index, wanted.length);
    return one.kind === 'security-object' ? [judgeObject(one, store, nowMs)] : judgeCertificate(one, store, nowMs);
  });
  const states = [...new Set(judged.map(({ state }) => state))].sort();
  return states.map((state) =>
    sumOf(
      state,
      judged.filter((one) => one.state === state),
    ),
  );
}

export function sumOf(state: string, judged: readonly Judged[]): StateMeasure {
  const reasons: Record<string, number> = {};
  for (const reason of judged.flatMap((one) => one.reasons)) reasons[reason] = (reasons[reason] ?? 0) + 1;
  const count = (counts: (one: Judged) => boolean) => judged.filter(counts).length;
  return {
    state,
    objects: count(({ kind }) => kind === 'object'),
    signers: count(({ kind }) => kind === 'signer'),
    parsed: count(({ parsed }) => parsed),
    signature: count(({ signature }) => signature),
    chained: count(({ chained }) => chained),
    valid: count(({ chained, reasons: own }) => chained && own.length === 0),
    reasons,
  };
}

const UNPARSED = { state: UNKNOWN_STATE, parsed: false, signature: false, chained: false } as const;

function judgeObject({ bytes }: Material, store: TrustStore, nowMs: number): Judged {
  try {
    const signer = signerOf(readSecurityObject(bytes).signedData);
    if (signer === undefined) {
      return { ...UNPARSED, kind: 'object', parsed: true, reasons: ['no-signer-certificate'] };
    }
    const { certificate, holds, signedAt } = signer;
    const judged = judgeSigner(store, POLICY, certificate, signedAt, nowMs);
    return {
      ...{ kind: 'object', state: certificate.issuerCountry ?? UNKNOWN_STATE, parsed: true },
      ...{ signature: holds, chained: holds && judged.trusted.result === 'passed' },
      reasons: [...(holds ? [] : ['signature-wrong']), ...reasonsOf(judged)],
    };
  } catch (error) {
    if (!(error instanceof TrustError)) throw error;
    return {
      ...UNPARSED,
      kind: 'object',
      reasons: [error.code === 'unsupported' ? 'unsupported-algorithm' : 'malformed'],
    };
  }
}

function judgeCertificate({ bytes, kind }: Material, store: TrustStore, nowMs: number): readonly Judged[] {
  const [certificate] = readable(bytes);
  if (certificate === undefined) return [{ ...UNPARSED, kind: 'signer', reasons: ['malformed'] }];
  if (kind === 'certificate' && certificate.isAuthority) return [];
  const judged = judgeSigner(store, POLICY, certificate, undefined, nowMs);
  const chained = judged.trusted.result === 'passed';
  const state = certificate.issuerCountry ?? UNKNOWN_STATE;
  return [{ ...{ kind: 'signer', state, parsed: true, signature: false, chained }, reasons: reasonsOf(judged) }];
}

/** Without a revocation list, revocation is not checked. */
function reasonsOf({ trusted, validity, revocation }: JudgedSigner): readonly string[] {
  return [trusted, validity, revocation].flatMap(({ result, reason }) =>
    result === 'failed' && reason !== undefined ? [reason] : [],
  );
}
