/**
 * A draft of a release: a folder that two people carry to their own machines, sign, and bring back. It has the form of a repository: the
 * newest metadata that people sign, the metadata to sign, and the new files.
 */
import { copyFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Metadata } from '@tufjs/models';
import { z } from 'zod';
import { createFileSync, makeFolderSync, replaceFileSync } from '../../../hardware/host/durable-file-sync.ts';
import { releasePath, type ReleaseTerms, RELEASE_KINDS, releaseTermsSchema } from '../../contract/release.ts';
import { METADATA_LIMITS, metadataFile, targetFile } from '../../contract/release-repository.ts';
import { entriesOf, type ReleaseEntry, targetsJson, assertAllowed } from './entries.ts';
import { expiryAt, measureFile, type MetadataOfRole, metadataText, newMetadata, type SignedJson } from './metadata.ts';
import { readFileOf } from './read-file.ts';
import { ReleaseError } from './release-error.ts';
import { type PeoplesRole, type Repository, repositoryIn, SIGNED_BY_PEOPLE } from './repository.ts';

export const DAY_MS = 86_400_000;

/** Days after which the signature of a role expires. */
export const LIFETIME_DAYS: Readonly<Record<PeoplesRole, number>> = { root: 365, targets: 30, watchlist: 1 };

const CONTENTS_BYTES = 4_096;
const contentsSchema = z.strictObject({ version: z.literal(1), changed: z.array(z.enum(SIGNED_BY_PEOPLE)) });

export interface Draft extends Repository {
  /** The roles whose newest metadata in the folder is new. */
  readonly changed: readonly PeoplesRole[];
}

/** Makes a draft that changes nothing yet. @param from absent: the draft of a new repository */
export function startDraft(folder: string, from: Repository | undefined): Draft {
  if (existsSync(join(folder, 'draft.json'))) throw new ReleaseError('present', `${folder} has a draft already`);
  makeFolderSync(join(folder, 'metadata'), 0o755);
  for (const role of SIGNED_BY_PEOPLE) {
    const version = from?.newest(role) ?? 0;
    if (from === undefined || version === 0) continue;
    const file = metadataFile(role, version);
    createFileSync(join(folder, file), readFileOf(from.path(file), METADATA_LIMITS[role]), { mode: 0o644 });
  }
  writeContents(folder, []);
  return openDraft(folder);
}

/** Throws `ReleaseError` `malformed`. */
export function openDraft(folder: string): Draft {
  try {
    const contents: unknown = JSON.parse(readFileOf(join(folder, 'draft.json'), CONTENTS_BYTES).toString('utf8'));
    return { ...repositoryIn(folder), changed: contentsSchema.parse(contents).changed };
  } catch (cause) {
    throw new ReleaseError('malformed', `${folder} has no draft`, { cause });
  }
}

/** Writes the next version of a role, without signatures; a second change of the same draft replaces the first. */
export function writeDraft<R extends PeoplesRole>(
  draft: Draft,
  role: R,
  content: SignedJson,
  { nowMs, days = LIFETIME_DAYS[role] }: { readonly nowMs: number; readonly days?: number | undefined },
): { readonly draft: Draft; readonly metadata: Metadata<MetadataOfRole[R]> } {
  const version = draft.newest(role) + (draft.changed.includes(role) ? 0 : 1);
  const metadata = newMetadata(role, { ...content, version, expires: expiryAt(nowMs + days * DAY_MS) });
  replaceFileSync(draft.path(metadataFile(role, version)), metadataText(metadata), { mode: 0o644 });
  writeContents(draft.folder, [...new Set([...draft.changed, role])]);
  return { draft: openDraft(draft.folder), metadata };
}

export interface Times {
  readonly nowMs: number;
  readonly days?: number | undefined;
}

/** Adds a target. Rejects with `ReleaseError` `not-allowed` for wrong terms, or a version that exists with other bytes. */
export async function addTarget(draft: Draft, terms: ReleaseTerms, file: string, times: Times): Promise<Draft> {
  const read = releaseTermsSchema.safeParse(terms);
  if (!read.success) {
    const faults = read.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; ');
    throw new ReleaseError('not-allowed', `the terms are not valid: ${faults}`);
  }
  const { role } = RELEASE_KINDS[terms.kind];
  const entry: ReleaseEntry = { terms, ...(await measureFile(file)) };
  assertAllowed(role, entry);
  const entries = entriesIn(draft, role);
  const path = releasePath(terms);
  const highest = Math.max(0, ...entries.filter(isSameName(terms)).map((other) => other.terms.version));
  if (terms.version <= highest) {
    throw new ReleaseError('not-allowed', `${path}: the version must be higher than ${highest}`);
  }
  const to = draft.path(targetFile(terms, entry.digest));
  makeFolderSync(dirname(to), 0o755);
  await copyFile(file, to);
  return writeEntries(draft, role, [...entries, entry], times);
}

/** Changes the terms of targets, or drops those for which `change` returns `undefined`. */
export function changeTerms(
  draft: Draft,
  role: 'targets' | 'watchlist',
  change: (terms: ReleaseTerms) => ReleaseTerms | undefined,
  times: Times,
): Draft {
  const entries = entriesIn(draft, role).flatMap((entry) => {
    const terms = change(entry.terms);
    return terms === undefined ? [] : [{ ...entry, terms: releaseTermsSchema.parse(terms) }];
  });
  return writeEntries(draft, role, entries, times);
}

export function entriesIn(draft: Repository, role: 'targets' | 'watchlist'): ReleaseEntry[] {
  return draft.newest(role) === 0 ? [] : entriesOf(role, draft.readNewest(role));
}

function writeEntries(
  draft: Draft,
  role: 'targets' | 'watchlist',
  entries: readonly ReleaseEntry[],
  times: Times,
): Draft {
  const delegations = draft.newest(role) === 0 ? undefined : draft.readNewest(role).signed.toJSON()['delegations'];
  const content = { targets: targetsJson(entries), ...(delegations !== undefined && { delegations }) };
  return writeDraft(draft, role, content, times).draft;
}

function isSameName({ kind, name }: ReleaseTerms): (entry: ReleaseEntry) => boolean {
  return ({ terms }) => terms.kind === kind && terms.name === name;
}

function writeContents(folder: string, changed: readonly PeoplesRole[]): void {
  replaceFileSync(join(folder, 'draft.json'), `${JSON.stringify({ version: 1, changed })}\n`, { mode: 0o644 });
}
