/**
 * Makes the next content of the trust folder from the present one and the objects of a directory. Roots and other pinned files do not
 * change. Only objects that they certify are added, and only the newest list of each signer. Pure.
 */
import { createHash } from 'node:crypto';
import { bundleOf, isBundle, readBundle } from '../../rules/document/trust/certificate-bundle.ts';
import { type Certificate, readCertificate, sameBytes } from '../../rules/document/trust/certificate.ts';
import { mayCertify, maySignDocuments } from '../../rules/document/trust/certificate-roles.ts';
import {
  anchorsOf,
  type CscaPool,
  EMPTY_POOL,
  pinnedPool,
  withLinkCertificate,
} from '../../rules/document/trust/csca-pool.ts';
import { type DefectList, importDefectList } from '../../rules/document/trust/defect-list.ts';
import { signedDeviationList } from '../../rules/document/trust/deviation-list.ts';
import { importMasterList } from '../../rules/document/trust/master-list.ts';
import { fromPem } from '../../rules/document/trust/pem.ts';
import {
  type RevocationList,
  type RevocationLists,
  signedRevocationList,
  withRevocationList,
} from '../../rules/document/trust/revocation-list.ts';
import { TrustError, type TrustErrorCode } from '../../rules/document/trust/trust-error.ts';
import { TRUST_FOLDERS, type TrustFolder, type TrustPlace } from '../trust/judge-trust.ts';
import type { DirectoryObjects, ObjectKind } from './directory-objects.ts';

type Der = Uint8Array<ArrayBuffer>;

/** Why an object is not in the next folder. Closed. */
export type LeftOut =
  | TrustErrorCode
  /** A newer one of the same signer is there. */
  | 'older'
  /** A document signer whose certificate has ended. */
  | 'expired'
  /** A certificate that is neither a document signer nor a link certificate of a trusted authority. */
  | 'other-purpose';

export interface Assembled {
  /** By folder, then by name. */
  readonly files: ReadonlyMap<TrustPlace, ReadonlyMap<string, Der>>;
  /** Number of objects that were left out, by kind and reason. */
  readonly leftOut: Readonly<Partial<Record<ObjectKind, Partial<Record<LeftOut, number>>>>>;
}

/** Files of the operator, which no directory changes. */
const PINNED: readonly TrustPlace[] = [TRUST_FOLDERS.authorities, TRUST_FOLDERS.listRoots, TRUST_FOLDERS.defectSigners];

/** A target may have 8 MiB. */
const BUNDLE_BYTES = 7_864_320;
/** Signers of one country are in one bundle, so that a change of one country changes few files. */
const BUCKETS = 16;

export function assembleTrust(before: TrustFolder, objects: DirectoryObjects, nowMs: number): Assembled {
  const assembly = new Assembly(before, objects, nowMs);
  const files = new Map<TrustPlace, ReadonlyMap<string, Der>>(
    PINNED.map((place) => [place, renamed(certificatesIn(before, place))]),
  );
  files.set(TRUST_FOLDERS.masterLists, assembly.masterLists());
  files.set(TRUST_FOLDERS.links, assembly.links());
  files.set(TRUST_FOLDERS.revocationLists, assembly.revocationLists());
  files.set(TRUST_FOLDERS.deviationLists, assembly.deviationLists());
  files.set(TRUST_FOLDERS.defectLists, assembly.defectLists());
  files.set(TRUST_FOLDERS.documentSigners, assembly.documentSigners());
  return { files, leftOut: assembly.leftOut };
}

/** In the order of the methods: each uses the authorities of the previous ones. */
class Assembly {
  readonly leftOut: Partial<Record<ObjectKind, Partial<Record<LeftOut, number>>>> = {};
  readonly #before: TrustFolder;
  readonly #objects: DirectoryObjects;
  readonly #nowMs: number;
  #pool: CscaPool;

  constructor(before: TrustFolder, objects: DirectoryObjects, nowMs: number) {
    this.#before = before;
    this.#objects = objects;
    this.#nowMs = nowMs;
    this.#pool = pinnedPool([...certificatesIn(before, TRUST_FOLDERS.authorities).values()]);
  }

  masterLists(): ReadonlyMap<string, Der> {
    const roots = [...certificatesIn(this.#before, TRUST_FOLDERS.listRoots).values()].map(readCertificate);
    const lists = this.#newest('master-list', TRUST_FOLDERS.masterLists, (bytes) => {
      const { country, signedAt } = importMasterList(EMPTY_POOL, bytes, roots, this.#nowMs);
      return { country, time: signedAt };
    });
    for (const bytes of lists.values()) this.#pool = importMasterList(this.#pool, bytes, roots, this.#nowMs).pool;
    return withNames(lists);
  }

  /** Links of the folder, and those of the directory that lead from a trusted authority to a key that the pool does not have. */
  links(): ReadonlyMap<string, Der> {
    const links: Der[] = [];
    const take = (bytes: Der): void => {
      this.#pool = withLinkCertificate(this.#pool, bytes, this.#nowMs);
      links.push(bytes);
    };
    for (const bytes of filesOf(this.#before, TRUST_FOLDERS.links))
      this.#attempt(undefined, () => take(fromPem(bytes)));
    for (const bytes of this.#objects.of('certificate')) {
      const certificate = readable(bytes);
      if (certificate === undefined || !mayCertify(certificate)) continue;
      const isKnown = this.#pool.anchors.some(
        ({ certificate: { keyFingerprint } }) => keyFingerprint === certificate.keyFingerprint,
      );
      // The pool has its key: a master list is enough
      if (!isKnown) this.#attempt('certificate', () => take(bytes));
    }
    return renamed(links.map((bytes, at) => [`${at}`, bytes]));
  }

  /** The newest list of each authority. A list with an earlier time or a lower number than one of the folder is left out. */
  revocationLists(): ReadonlyMap<string, Der> {
    const encoded = new Map<RevocationList, Der>();
    const fromDirectory = new Set<RevocationList>();
    let lists: RevocationLists = new Map();
    const take = (kind: 'revocation-list' | undefined, all: readonly Der[]): void => {
      const signed: RevocationList[] = [];
      for (const bytes of all) {
        this.#attempt(kind, () => {
          const list = signedRevocationList(bytes, this.#pool, this.#nowMs);
          encoded.set(list, bytes);
          if (kind !== undefined) fromDirectory.add(list);
          signed.push(list);
        });
      }
      for (const list of signed.sort((one, other) => one.thisUpdate - other.thisUpdate)) {
        this.#attempt(undefined, () => void (lists = withRevocationList(lists, list)));
      }
    };
    const ofFolder = filesOf(this.#before, TRUST_FOLDERS.revocationLists).flatMap((bytes) => {
      const one = fromPem(bytes);
      return isBundle(one) ? readBundle(one).revocationLists : [one];
    });
    take(undefined, ofFolder);
    take('revocation-list', this.#objects.of('revocation-list'));
    const newest = [...lists.values()];
    const taken = newest.filter((list) => fromDirectory.has(list)).length;
    this.#count('revocation-list', 'older', fromDirectory.size - taken);
    return bundles(
      'all',
      newest.flatMap((list) => encoded.get(list) ?? []),
      (members) => bundleOf({ certificates: [], revocationLists: members }),
    );
  }

  deviationLists(): ReadonlyMap<string, Der> {
    const lists = this.#newest('deviation-list', TRUST_FOLDERS.deviationLists, (bytes) => {
      const { country, signedAt } = signedDeviationList(bytes, this.#pool, this.#nowMs);
      return { country, time: signedAt };
    });
    return withNames(lists);
  }

  /** There is one publisher: the operator's. */
  defectLists(): ReadonlyMap<string, Der> {
    const signers = [...certificatesIn(this.#before, TRUST_FOLDERS.defectSigners).values()].map(readCertificate);
    const lists = this.#newest('defect-list', TRUST_FOLDERS.defectLists, (bytes) => {
      const { signedAt }: DefectList = importDefectList(undefined, bytes, signers, this.#nowMs);
      return { country: 'all', time: signedAt };
    });
    return withNames(lists);
  }

  /** The signers of the directory, or those of the folder if it has none. A revoked signer stays, so that its documents are found revoked. */
  documentSigners(): ReadonlyMap<string, Der> {
    const signers: Certificate[] = [];
    for (const bytes of this.#objects.of('certificate')) {
      const certificate = readable(bytes);
      if (certificate === undefined) this.#count('certificate', 'malformed');
      else if (!mayCertify(certificate)) this.#judgeSigner(certificate, signers);
    }
    if (signers.length === 0) {
      const files = this.#before(TRUST_FOLDERS.documentSigners);
      return renamed([...files].flatMap(([name, bytes]) => (bytes === undefined ? [] : [[name, bytes] as const])));
    }
    const buckets = new Map<number, { readonly key: string; readonly encoded: Der }[]>();
    for (const { issuerCountry = '', encoded } of signers) {
      const member = { key: `${issuerCountry} ${digestOf(encoded)}`, encoded };
      const bucket = bucketOf(issuerCountry);
      const members = buckets.get(bucket);
      if (members === undefined) buckets.set(bucket, [member]);
      else members.push(member);
    }
    const all = [...buckets].flatMap(([bucket, members]) => {
      const sorted = members.sort((one, other) => (one.key < other.key ? -1 : 1)).map(({ encoded }) => encoded);
      return [
        ...bundles(bucket.toString(16), sorted, (certificates) => bundleOf({ certificates, revocationLists: [] })),
      ];
    });
    return new Map(all.sort(([one], [other]) => (one < other ? -1 : 1)));
  }

  #judgeSigner(certificate: Certificate, signers: Certificate[]): void {
    if (!maySignDocuments(certificate)) this.#count('certificate', 'other-purpose');
    else if (certificate.notAfter < this.#nowMs) this.#count('certificate', 'expired');
    else if (anchorsOf(this.#pool, certificate).length === 0) this.#count('certificate', 'untrusted');
    else signers.push(certificate);
  }

  /** The newest file of each country, from the folder and the directory. */
  #newest(
    kind: ObjectKind,
    place: TrustPlace,
    read: (bytes: Der) => { readonly country: string; readonly time: number },
  ): ReadonlyMap<string, Der> {
    const newest = new Map<string, { readonly bytes: Der; readonly time: number; readonly isNew: boolean }>();
    const take = (isNew: boolean, bytes: Der): void => {
      this.#attempt(isNew ? kind : undefined, () => {
        const { country, time } = read(bytes);
        const former = newest.get(country);
        const isNewer = former === undefined || time > former.time;
        if (isNewer ? former?.isNew === true : isNew && !sameBytes(former.bytes, bytes)) this.#count(kind, 'older');
        if (isNewer) newest.set(country, { bytes, time, isNew });
      });
    };
    for (const bytes of filesOf(this.#before, place)) take(false, bytes);
    for (const bytes of this.#objects.of(kind)) take(true, bytes);
    return new Map([...newest].map(([country, { bytes }]) => [country, bytes]));
  }

  /** @param kind `undefined` for files of the folder, which are left out without a count: the comparison shows it */
  #attempt(kind: ObjectKind | undefined, take: () => void): void {
    try {
      take();
    } catch (error) {
      if (!(error instanceof TrustError)) throw error;
      if (kind !== undefined) this.#count(kind, error.code === 'roll-back' ? 'older' : error.code);
    }
  }

  #count(kind: ObjectKind, reason: LeftOut, number = 1): void {
    if (number === 0) return;
    const counts = (this.leftOut[kind] ??= {});
    counts[reason] = (counts[reason] ?? 0) + number;
  }
}

function filesOf(folder: TrustFolder, place: TrustPlace): readonly Der[] {
  return [...folder(place).values()].flatMap((bytes) => bytes ?? []);
}

function certificatesIn(folder: TrustFolder, place: TrustPlace): ReadonlyMap<string, Der> {
  const read = [...folder(place)].flatMap(([name, bytes]) => {
    const der = bytes === undefined ? undefined : fromPem(bytes);
    return der === undefined || readable(der) === undefined ? [] : [[name, der] as const];
  });
  return new Map(read);
}

function readable(der: Der): Certificate | undefined {
  try {
    return readCertificate(der);
  } catch (error) {
    if (error instanceof TrustError) return undefined;
    throw error;
  }
}

/** A name that a release may have: lower-case words with dots between. A digest makes it unique. */
function renamed(files: Iterable<readonly [string, Der]>): ReadonlyMap<string, Der> {
  const named = [...files].map(([name, bytes]) => {
    const plain = name.toLowerCase().replaceAll(/\.[a-z0-9]+$|[^a-z0-9]+/g, '-');
    const fits = /^[a-z0-9][a-z0-9-]{0,31}$/.test(name);
    return [
      fits ? name : `${plain.split('-').filter(Boolean).join('-').slice(0, 16)}-${digestOf(bytes).slice(0, 8)}`,
      bytes,
    ] as const;
  });
  return new Map(named.map(([name, bytes]) => [name.replace(/^-/, ''), bytes]));
}

function withNames(lists: ReadonlyMap<string, Der>): ReadonlyMap<string, Der> {
  return renamed([...lists].map(([country, bytes]) => [country.toLowerCase(), bytes] as const));
}

/** Members in bundles below the bound, in a stable order. */
function bundles(
  name: string,
  members: readonly Der[],
  encode: (members: readonly Der[]) => Der,
): ReadonlyMap<string, Der> {
  const parts: Der[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const member of members) {
    if (bytes + member.length > BUNDLE_BYTES) {
      parts.push([]);
      bytes = 0;
    }
    parts.at(-1)!.push(member);
    bytes += member.length;
  }
  return new Map(parts.map((part, at) => [`${name}-${at + 1}`, encode(part)]));
}

function bucketOf(country: string): number {
  return createHash('sha256').update(country).digest()[0]! % BUCKETS;
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
