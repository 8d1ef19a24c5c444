/** Brings a signed draft into the repository. Everything is verified first, with what the repository itself has. */
import type { Metadata, Root, Targets } from '@tufjs/models';
import { targetFile } from '../../contract/release-repository.ts';
import { releasePath } from '../../contract/release.ts';
import { bringNew, bringTarget, holdsFile } from './bring-file.ts';
import type { Draft } from './draft.ts';
import { entriesOf, type ReleaseEntry } from './entries.ts';
import { isSigned, type MetadataOfRole } from './metadata.ts';
import { ReleaseError } from './release-error.ts';
import { type PeoplesRole, type Repository, SIGNED_BY_PEOPLE } from './repository.ts';

/** Rejects with `ReleaseError`; no metadata of the repository is changed then. */
export async function publishDraft(repository: Repository, draft: Draft, nowMs: number): Promise<void> {
  if (draft.changed.length === 0) throw new ReleaseError('not-next', 'the draft changes nothing');
  judgeVersions(repository, draft, nowMs);
  judgeSignatures(repository, draft);
  const entries = (['targets', 'watchlist'] as const).flatMap((role) => newEntries(repository, draft, role));
  for (const entry of entries) {
    const file = targetFile(entry.terms, entry.digest);
    if (await holdsFile(repository, file, entry)) continue;
    if (!(await holdsFile(draft, file, entry))) {
      throw new ReleaseError('wrong-file', `${releasePath(entry.terms)}: the file is missing or differs`);
    }
    await bringTarget(draft, repository, entry);
  }
  // Metadata come after the files that they name
  for (const role of SIGNED_BY_PEOPLE) {
    if (!draft.changed.includes(role)) continue;
    const brought = await bringNew(draft, repository, { role, version: draft.newest(role) });
    if (brought === 'exists') throw new ReleaseError('not-next', `another draft of ${role} was published meanwhile`);
  }
}

function judgeVersions(repository: Repository, draft: Draft, nowMs: number): void {
  for (const role of draft.changed) {
    const [before, after] = [repository.newest(role), draft.newest(role)];
    const { signed } = draft.readNewest(role);
    if (after !== before + 1 || signed.version !== after) {
      throw new ReleaseError('not-next', `the draft has ${role} ${after}, and the repository has ${role} ${before}`);
    }
    if (signed.isExpired(new Date(nowMs))) throw new ReleaseError('expired', `the ${role} metadata has expired`);
  }
}

/** An unchanged role is judged too, because new keys in the root may no longer accept its signatures. */
function judgeSignatures(repository: Repository, draft: Draft): void {
  const root = after(repository, draft, 'root');
  const targets = after(repository, draft, 'targets');
  const demand = (by: Metadata<Root> | Metadata<Targets>, role: PeoplesRole): void => {
    if (!isSigned(by, role, after(repository, draft, role))) {
      throw new ReleaseError('unsigned', `too few of its signers have signed the ${role} metadata`);
    }
  };
  if (repository.newest('root') > 0) demand(repository.readNewest('root'), 'root');
  demand(root, 'root');
  demand(root, 'targets');
  if (repository.newest('watchlist') > 0 || draft.changed.includes('watchlist')) demand(targets, 'watchlist');
}

/** The metadata of a role after the publication. */
function after<R extends PeoplesRole>(repository: Repository, draft: Draft, role: R): Metadata<MetadataOfRole[R]> {
  return (draft.changed.includes(role) ? draft : repository).readNewest(role);
}

/** The entries of a changed role. A version never gets other bytes, because lanes may use it. */
function newEntries(repository: Repository, draft: Draft, role: 'targets' | 'watchlist'): ReleaseEntry[] {
  if (!draft.changed.includes(role)) return [];
  const before = repository.newest(role) === 0 ? [] : entriesOf(role, repository.readNewest(role));
  const digests = new Map(before.map(({ terms, digest }) => [releasePath(terms), digest]));
  const entries = entriesOf(role, draft.readNewest(role));
  for (const { terms, digest } of entries) {
    const earlier = digests.get(releasePath(terms));
    if (earlier !== undefined && earlier !== digest) {
      throw new ReleaseError('not-allowed', `${releasePath(terms)}: the version exists with other bytes`);
    }
  }
  return entries;
}
