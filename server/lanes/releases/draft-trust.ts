/**
 * Drafts the trust lists: the files of a trust folder, in place of those before. The draft carries every list of before and after, so that the
 * people who sign can compare them without a network (`postern-lane pkd compare`).
 */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { releaseNameSchema, type ReleaseTerms } from '../../contract/release.ts';
import { trustListCode, trustListsInForce } from '../../contract/trust-list-code.ts';
import { targetFile } from '../../contract/release-repository.ts';
import { bringTarget, holdsFile } from './bring-file.ts';
import { addTarget, changeTerms, type Draft, entriesIn, type Times } from './draft.ts';
import { entriesOf, FOR_ALL_LANES, type ReleaseEntry } from './entries.ts';
import { measureFile } from './metadata.ts';
import { ReleaseError } from './release-error.ts';
import type { Repository } from './repository.ts';

/** Earlier versions of a list that stay listed besides the one that all lanes may take, for a return to it. */
const KEPT_BEFORE = 1;

/**
 * The file `de` of the folder `master-lists` becomes the next version of `master-lists.de`, unless it is the same. A list whose file is gone is
 * withdrawn. Rejects with `ReleaseError`.
 *
 * @param audience the terms of new versions
 */
export async function draftTrust(
  draft: Draft,
  folder: string,
  audience: Partial<ReleaseTerms>,
  times: Times,
): Promise<Draft> {
  const files = trustFilesIn(folder);
  let drafted = draft;
  const before = entriesIn(draft, 'targets');
  const inForce = trustListsInForce(before);
  for (const [name, file] of files) {
    if (inForce.get(name)?.digest === (await measureFile(file)).digest) continue;
    const versions = before.filter(({ terms }) => terms.kind === 'trust-list' && terms.name === name);
    const version = Math.max(0, ...versions.map(({ terms }) => terms.version)) + 1;
    drafted = await addTarget(
      drafted,
      { ...FOR_ALL_LANES, kind: 'trust-list', ...audience, name, version },
      file,
      times,
    );
  }
  const isSuperseded = supersededBy(entriesIn(drafted, 'targets'));
  return changeTerms(
    drafted,
    'targets',
    (terms) => {
      if (terms.kind !== 'trust-list') return terms;
      if (isSuperseded(terms)) return undefined;
      return files.has(terms.name) ? terms : { ...terms, state: 'withdrawn' };
    },
    times,
  );
}

/** By name of the release. */
function trustFilesIn(folder: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const place of namesIn(folder).filter((name) => statSync(join(folder, name)).isDirectory())) {
    for (const name of namesIn(join(folder, place))) {
      const release = `${place}.${name}`;
      if (!releaseNameSchema.safeParse(release).success) {
        throw new ReleaseError('not-allowed', `${place}/${name}: use lower-case words with dots between`);
      }
      files.set(release, join(folder, place, name));
    }
  }
  if (files.size === 0) throw new ReleaseError('not-allowed', `${folder} contains no trust list`);
  return files;
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => !name.startsWith('.'))
      .sort();
  } catch (cause) {
    throw new ReleaseError('wrong-file', `${folder} cannot be read`, { cause });
  }
}

/** Metadata have a bound, and lists change often: versions that no lane can come to use are no longer listed. */
function supersededBy(entries: readonly ReleaseEntry[]): (terms: ReleaseTerms) => boolean {
  const lists = entries.filter(({ terms }) => terms.kind === 'trust-list').map(({ terms }) => terms);
  return ({ name, version }) => {
    const later = lists.filter((terms) => terms.name === name && terms.version > version);
    return (
      later.filter(({ ring, state, staged }) => ring === 'all' && state === 'offered' && staged === undefined).length >
      KEPT_BEFORE
    );
  };
}

/** Copies the lists that lanes use, and those of the draft, into the draft. */
export async function carryTrustLists(repository: Repository, draft: Draft): Promise<void> {
  const { before, after } = trustEntries(draft);
  for (const entry of [...trustListsInForce(before).values(), ...trustListsInForce(after).values()]) {
    if (await holdsFile(draft, targetFile(entry.terms, entry.digest), entry)) continue;
    await bringTarget(repository, draft, entry);
  }
}

/** The code of the draft's change of trust lists; `undefined` when it changes none. */
export function comparisonCode(draft: Draft): string | undefined {
  const { before, after } = trustEntries(draft);
  return trustListCode(before, after);
}

/** Throws `ReleaseError` `not-compared` for a change of trust lists that the person has not compared. */
export function assertCompared(draft: Draft, code: string | undefined): void {
  const needed = comparisonCode(draft);
  if (needed === undefined || code?.toLowerCase() === needed) return;
  const why = code === undefined ? 'the draft changes trust lists' : 'the code is that of another change';
  throw new ReleaseError(
    'not-compared',
    `${why}: compare them with postern-lane pkd, which prints the code for --compared`,
  );
}

function trustEntries(draft: Draft) {
  if (draft.newest('targets') === 0) return { before: [], after: [] };
  const version = draft.newest('targets');
  const former = draft.changed.includes('targets') ? version - 1 : version;
  return {
    before: former === 0 ? [] : entriesOf('targets', draft.read('targets', former)),
    after: entriesOf('targets', draft.read('targets', version)),
  };
}
