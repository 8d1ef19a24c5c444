/**
 * Judges the files of a trust folder. A file that cannot be imported is reported and skipped. Missing trust data cause referrals, never
 * clearances. Pure.
 */
import { z } from 'zod';
import { type Certificate, readCertificate } from '../../rules/document/trust/certificate.ts';
import { isBundle, readBundle } from '../../rules/document/trust/certificate-bundle.ts';
import { type CscaPool, pinnedPool, withLinkCertificate } from '../../rules/document/trust/csca-pool.ts';
import { importDefectList } from '../../rules/document/trust/defect-list.ts';
import {
  type DeviationLists,
  signedDeviationList,
  withDeviationList,
} from '../../rules/document/trust/deviation-list.ts';
import { documentSigners } from '../../rules/document/trust/document-signers.ts';
import { importMasterList } from '../../rules/document/trust/master-list.ts';
import { fromPem } from '../../rules/document/trust/pem.ts';
import {
  type RevocationList,
  signedRevocationList,
  withRevocationList,
} from '../../rules/document/trust/revocation-list.ts';
import { TrustError, type TrustErrorCode } from '../../rules/document/trust/trust-error.ts';
import type { TrustStore } from '../../rules/document/trust/trust-store.ts';

/** Folders in reading order; files within one are read by name. */
export const TRUST_FOLDERS = {
  /** Country signing certificates that are trusted directly. */
  authorities: 'csca',
  /** Roots of states whose master lists are trusted. */
  listRoots: 'master-list-roots',
  masterLists: 'master-lists',
  links: 'link-certificates',
  revocationLists: 'revocation-lists',
  defectSigners: 'defect-list-signers',
  defectLists: 'defect-lists',
  deviationLists: 'deviation-lists',
  /** Document signers of the public key directory, for documents that contain none. */
  documentSigners: 'document-signers',
} as const;
export type TrustPlace = (typeof TRUST_FOLDERS)[keyof typeof TRUST_FOLDERS];

/** The files of one folder, by name. `undefined`: too large. */
export type TrustFolder = (place: TrustPlace) => ReadonlyMap<string, Uint8Array<ArrayBuffer> | undefined>;

/** Newest signing times seen, so that an older list is refused after a restart too. */
export const trustMemorySchema = z.strictObject({
  version: z.literal(2),
  /** By country. */
  masterLists: z.record(z.string(), z.number()),
  /** By the fingerprint of the key that signs them. */
  revocationLists: z.record(z.string(), z.number()),
  /** By country, in the format of version 1, until lists by key replace them. */
  revocationListsOfCountries: z.record(z.string(), z.number()),
  defectList: z.number().nullable(),
  /** By country. Absent: none were seen. */
  deviationLists: z.record(z.string(), z.number()).optional(),
});
export type TrustMemory = z.infer<typeof trustMemorySchema>;

export const NO_TRUST_MEMORY: TrustMemory = {
  version: 2,
  masterLists: {},
  revocationLists: {},
  revocationListsOfCountries: {},
  defectList: null,
};

/** A master list in use. */
export interface ListSummary {
  readonly country: string;
  /** Milliseconds since 1970. */
  readonly signedAt: number;
  readonly certificates: number;
}

export interface JudgedTrust {
  readonly store: TrustStore;
  readonly masterLists: readonly ListSummary[];
  /** Files that were not imported: folder and name, and the reason. */
  readonly refused: readonly { readonly file: string; readonly code: TrustErrorCode }[];
  readonly memory: TrustMemory;
}

export function judgeTrust(folder: TrustFolder, remembered: TrustMemory, nowMs: number): JudgedTrust {
  const refused: { file: string; code: TrustErrorCode }[] = [];

  const attempt = (file: string, take: () => void): void => {
    try {
      take();
    } catch (error) {
      if (!(error instanceof TrustError)) throw error;
      refused.push({ file, code: error.code });
    }
  };
  /** Passes each file of a folder to `take`, and continues after a refusal. */
  const each = (place: TrustPlace, take: (bytes: Uint8Array<ArrayBuffer>, file: string) => void): void => {
    for (const [name, bytes] of folder(place)) {
      const file = `${place}/${name}`;
      attempt(file, () => {
        if (bytes === undefined) throw new TrustError('malformed', 'too large');
        take(bytes, file);
      });
    }
  };
  const certificates = (place: TrustPlace): Certificate[] => {
    const read: Certificate[] = [];
    each(place, (bytes) => void read.push(readCertificate(fromPem(bytes))));
    return read;
  };

  let pool: CscaPool = pinnedPool(certificates(TRUST_FOLDERS.authorities).map(({ encoded }) => encoded));
  const roots = certificates(TRUST_FOLDERS.listRoots);
  const masterLists: ListSummary[] = [];
  each(TRUST_FOLDERS.masterLists, (bytes) => {
    const taken = importMasterList(pool, bytes, roots, nowMs);
    refuseOlder(taken.signedAt, remembered.masterLists[taken.country]);
    pool = taken.pool;
    masterLists.push({ country: taken.country, signedAt: taken.signedAt, certificates: taken.certificates });
  });
  each(TRUST_FOLDERS.links, (bytes) => {
    pool = withLinkCertificate(pool, fromPem(bytes), nowMs);
  });
  const signedLists: { file: string; list: RevocationList }[] = [];
  each(TRUST_FOLDERS.revocationLists, (bytes, file) => {
    const one = fromPem(bytes);
    for (const list of isBundle(one) ? readBundle(one).revocationLists : [one]) {
      attempt(file, () => void signedLists.push({ file, list: signedRevocationList(list, pool, nowMs) }));
    }
  });
  const memory = withKeysForCountries(
    remembered,
    signedLists.map(({ list }) => list),
  );
  let revocationLists: TrustStore['revocationLists'] = new Map();
  for (const { file, list } of signedLists) {
    attempt(file, () => {
      refuseOlder(list.thisUpdate, earliestTime(memory, list));
      revocationLists = withRevocationList(revocationLists, list);
    });
  }
  const defectSigners = certificates(TRUST_FOLDERS.defectSigners);
  let defects: TrustStore['defects'];
  each(TRUST_FOLDERS.defectLists, (bytes) => {
    const taken = importDefectList(defects, bytes, defectSigners, nowMs);
    refuseOlder(taken.signedAt, memory.defectList ?? undefined);
    defects = taken;
  });
  let deviations: DeviationLists = new Map();
  each(TRUST_FOLDERS.deviationLists, (bytes) => {
    const list = signedDeviationList(bytes, pool, nowMs);
    refuseOlder(list.signedAt, memory.deviationLists?.[list.country]);
    deviations = withDeviationList(deviations, list);
  });
  const signers: Uint8Array<ArrayBuffer>[] = [];
  each(TRUST_FOLDERS.documentSigners, (bytes) => {
    const one = fromPem(bytes);
    signers.push(...(isBundle(one) ? readBundle(one).certificates : [readCertificate(one).encoded]));
  });
  const store: TrustStore = {
    ...{ pool, revocationLists, defects },
    ...(deviations.size > 0 && { deviations }),
    ...(signers.length > 0 && { documentSigners: documentSigners(signers) }),
  };
  return { store, masterLists, refused, memory: newest(memory, store) };
}

function refuseOlder(timeMs: number, before: number | undefined): void {
  if (before !== undefined && timeMs < before) throw new TrustError('roll-back', 'older than the one imported before');
}

function newest(memory: TrustMemory, { pool, revocationLists, defects, deviations }: TrustStore): TrustMemory {
  const lists = [...revocationLists].map(([authority, { thisUpdate }]) => [authority, thisUpdate] as const);
  const announced = [...(deviations ?? [])].map(([country, { signedAt }]) => [country, signedAt] as const);
  return {
    ...memory,
    masterLists: { ...memory.masterLists, ...Object.fromEntries(pool.listTimes) },
    revocationLists: { ...memory.revocationLists, ...Object.fromEntries(lists) },
    defectList: defects?.signedAt ?? memory.defectList,
    ...(announced.length > 0 && { deviationLists: { ...memory.deviationLists, ...Object.fromEntries(announced) } }),
  };
}

/** The time of the newest list seen of this key: earlier lists are refused. */
function earliestTime(memory: TrustMemory, { authority, country }: RevocationList): number | undefined {
  return memory.revocationLists[authority] ?? memory.revocationListsOfCountries[country];
}

/**
 * Version 1 stored one time per country, without the authority. The list with exactly that time identifies the authority.
 * Until that list, or a newer one of each authority, is present, the time applies to every authority of the country.
 */
function withKeysForCountries(memory: TrustMemory, lists: readonly RevocationList[]): TrustMemory {
  const countries = { ...memory.revocationListsOfCountries };
  const keys = { ...memory.revocationLists };
  for (const { authority, country, thisUpdate } of lists) {
    if (thisUpdate !== memory.revocationListsOfCountries[country]) continue;
    keys[authority] = Math.max(thisUpdate, keys[authority] ?? 0);
    delete countries[country];
  }
  return { ...memory, revocationLists: keys, revocationListsOfCountries: countries };
}
