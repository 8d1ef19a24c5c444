/** Judges signed metadata that a partner sends: everything, before anything is changed. */
import { existsSync } from 'node:fs';
import type { Metadata, Targets } from '@tufjs/models';
import { canonicalJson } from '../../contract/canonical-json.ts';
import { targetFile } from '../../contract/release-repository.ts';
import { readListPart } from '../../contract/released-watchlist.ts';
import { DAY_MS, LIFETIME_DAYS } from '../../lanes/releases/draft.ts';
import { entriesOf, FOR_ALL_LANES, type ReleaseEntry } from '../../lanes/releases/entries.ts';
import { isSigned, isSignedBy, parseMetadata } from '../../lanes/releases/metadata.ts';
import { ReleaseError } from '../../lanes/releases/release-error.ts';
import { agreedLists, type AgreedOwnList, endedLists } from './agreed.ts';
import { judgeList, type OfferedPart, type OfferedVersion, refusedAt, type Refused } from './judge-list.ts';
import type { ListDesk } from './list-desk.ts';
import { readListHeader } from './read-list-file.ts';
import { keptFiles, type StoredListFile } from './tables/file-table.ts';
import { uploadPath } from './take-piece.ts';
import type { ListChange } from './vocabulary.ts';

/** The owner's computer may be ahead of the server by this much. */
const SKEW_MS = 600_000;

export interface JudgedChange {
  readonly own: AgreedOwnList;
  readonly change: ListChange;
  /** `null`: withdrawn. */
  readonly version: OfferedVersion | null;
}

export type JudgedPublication =
  | {
      readonly kind: 'fits';
      readonly metadata: Metadata<Targets>;
      /** Empty: the same files under a new signature. */
      readonly changes: readonly JudgedChange[];
      /** Where each new target lies. */
      readonly files: ReadonlyMap<ReleaseEntry, string>;
    }
  | Refused;

/** Rejects with `ReleaseError` when the repository cannot be read. */
export async function judgePublication(desk: ListDesk, party: string, bytes: Uint8Array): Promise<JudgedPublication> {
  const { context, repository } = desk;
  const nowMs = context.clock.wallMs();
  let metadata: Metadata<Targets>;
  let after: ReleaseEntry[];
  try {
    metadata = parseMetadata('watchlist', bytes);
  } catch {
    return refusedAt('metadata-malformed', 'metadata');
  }
  if (repository.newest('targets') === 0) return refusedAt('not-published', 'no-repository');
  const newest = repository.newest('watchlist');
  const { signed } = metadata;
  if (signed.version !== newest + 1) return refusedAt('other-version', 'signed.version');
  if (signed.isExpired(new Date(nowMs))) return refusedAt('expired', 'signed.expires');
  const latest = nowMs + LIFETIME_DAYS.watchlist * DAY_MS + SKEW_MS;
  if (Date.parse(signed.expires) > latest) return refusedAt('lifetime-too-long', 'signed.expires');
  if (!isSigned(repository.readNewest('targets'), 'watchlist', metadata)) return refusedAt('unsigned', 'signatures');
  try {
    after = entriesOf('watchlist', metadata);
  } catch (error) {
    if (!(error instanceof ReleaseError)) throw error;
    return refusedAt('terms-differ', 'signed.targets');
  }
  const before = newest === 0 ? [] : entriesOf('watchlist', repository.readNewest('watchlist'));
  return judgeEntries(desk, { party, metadata, before, after }, nowMs);
}

interface Compared {
  readonly party: string;
  readonly metadata: Metadata<Targets>;
  readonly before: readonly ReleaseEntry[];
  readonly after: readonly ReleaseEntry[];
}

async function judgeEntries(desk: ListDesk, compared: Compared, nowMs: number): Promise<JudgedPublication> {
  const { party, metadata } = compared;
  const [before, after] = [byList(compared.before), byList(compared.after)];
  const own = (await agreedLists(desk.context.knex, party, nowMs)).filter(({ state }) => state === 'in-force');
  const ended = await endedLists(desk.context.knex, nowMs);
  const changed: AgreedOwnList[] = [];
  for (const list of new Set([...before.keys(), ...after.keys()])) {
    const [old, now] = [before.get(list) ?? [], after.get(list) ?? []];
    const agreed = own.find(({ clause }) => clause.list === list);
    const isSame = textOf(old) === textOf(now);
    if (isSame && ended.has(list)) return refusedAt('ended-list', list);
    if (isSame) continue;
    if (agreed !== undefined) changed.push(agreed);
    // A list whose agreement has ended leaves with the next publication of any owner
    else if (now.length > 0 || !ended.has(list)) return refusedAt('not-agreed', list);
  }
  const needed = changed.find(({ clause }) => !isSignedBy(metadata, clause.signingKey));
  if (needed !== undefined) return { ...refusedAt('not-the-owner', needed.clause.list), list: needed.clause.list };
  if (!own.some(({ clause }) => isSignedBy(metadata, clause.signingKey)))
    return refusedAt('not-the-owner', 'signatures');
  const kept = await keptFiles(desk.context.knex, party);
  const changes: JudgedChange[] = [];
  const files = new Map<ReleaseEntry, string>();
  for (const one of changed) {
    const { list } = one.clause;
    const judged = await judgeOne(desk, one, kept, { old: before.get(list) ?? [], now: after.get(list) ?? [] }, nowMs);
    if (judged.kind === 'refused') return { ...judged, list };
    changes.push(judged.change);
    for (const [entry, path] of judged.files) files.set(entry, path);
  }
  return { kind: 'fits', metadata, changes, files };
}

async function judgeOne(
  desk: ListDesk,
  own: AgreedOwnList,
  kept: readonly StoredListFile[],
  { old, now }: { readonly old: readonly ReleaseEntry[]; readonly now: readonly ReleaseEntry[] },
  nowMs: number,
): Promise<
  { readonly kind: 'fits'; readonly change: JudgedChange; readonly files: ReadonlyMap<ReleaseEntry, string> } | Refused
> {
  const files = new Map<ReleaseEntry, string>();
  if (now.length === 0) return { kind: 'fits', change: { own, change: 'withdrawn', version: null }, files };
  const offered: OfferedPart[] = [];
  for (const entry of now) {
    const { name, version } = entry.terms;
    if (textOf([entry]) !== textOf([{ ...entry, terms: { ...FOR_ALL_LANES, kind: 'watchlist', name, version } }]))
      return refusedAt('terms-differ', name);
    const published = desk.repository.path(targetFile(entry.terms, entry.digest));
    const upload = kept.find(({ list, digest }) => list === own.clause.list && digest === entry.digest);
    const path = existsSync(published)
      ? published
      : upload !== undefined && upload.bytes === entry.length
        ? uploadPath(desk, upload.party, entry.digest)
        : undefined;
    if (path === undefined || !existsSync(path)) return refusedAt('file-missing', name);
    const part = await partOf(entry, path);
    if (part === undefined) return refusedAt('header-invalid', name);
    if (path !== published) files.set(entry, path);
    offered.push(part);
  }
  const before: OfferedPart[] = [];
  for (const entry of old) {
    const part = await partOf(entry, desk.repository.path(targetFile(entry.terms, entry.digest)));
    // A list that was brought by hand may have another form: then there is nothing to compare with
    if (part !== undefined) before.push(part);
  }
  const judged = judgeList(own.clause, { offered, before }, nowMs);
  if (judged.kind === 'refused') return judged;
  return { kind: 'fits', change: { own, change: 'changed', version: judged.version }, files };
}

async function partOf({ terms, digest, length }: ReleaseEntry, path: string): Promise<OfferedPart | undefined> {
  const part = readListPart(terms.name);
  const header = existsSync(path) ? await readListHeader(path) : undefined;
  if (part === undefined || header === undefined || typeof header === 'string') return undefined;
  return { ...part, version: terms.version, digest, bytes: length, header };
}

/** Entries of other names stand under the whole name, which no agreement has. */
function byList(entries: readonly ReleaseEntry[]): Map<string, ReleaseEntry[]> {
  const lists = new Map<string, ReleaseEntry[]>();
  for (const entry of entries) {
    const list = readListPart(entry.terms.name)?.list ?? `${entry.terms.name}.`;
    lists.set(list, [...(lists.get(list) ?? []), entry]);
  }
  return lists;
}

/** Order does not matter. */
function textOf(entries: readonly ReleaseEntry[]): string {
  const decoder = new TextDecoder();
  return entries
    .map((entry) => decoder.decode(canonicalJson(entry, { depth: 16, bytes: 262_144 })))
    .sort()
    .join('\n');
}
