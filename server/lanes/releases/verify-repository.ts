/** Verifies a whole repository, such as one on a USB stick, from a trusted root to the bytes of each target. */
import type { MetaFile, Metadata, Root } from '@tufjs/models';
import { METADATA_LIMITS, metadataFile, type ReleaseRole, targetFile } from '../../contract/release-repository.ts';
import { releasePath } from '../../contract/release.ts';
import { holdsFile } from './bring-file.ts';
import { entriesOf, type ReleaseEntry } from './entries.ts';
import { isSigned } from './metadata.ts';
import { readFileOf } from './read-file.ts';
import { ReleaseError } from './release-error.ts';
import type { NumberedRole, Repository } from './repository.ts';

export interface VerifiedRepository {
  /** Newest first to trust: the roots after the trusted one. */
  readonly roots: readonly number[];
  readonly versions: Readonly<Record<Exclude<NumberedRole, 'root' | 'watchlist'>, number>> & {
    readonly watchlist: number;
  };
  readonly timestamp: number;
  readonly entries: readonly ReleaseEntry[];
}

/** Rejects with `ReleaseError`: `unsigned`, `expired`, `wrong-file`, `malformed`, `no-repository`. */
export async function verifyRepository(
  repository: Repository,
  trusted: Metadata<Root>,
  nowMs: number,
): Promise<VerifiedRepository> {
  const { root, roots } = followRoots(repository, trusted);
  const inTime = (role: ReleaseRole, signed: { isExpired(at: Date): boolean }): void => {
    if (signed.isExpired(new Date(nowMs))) throw new ReleaseError('expired', `the ${role} metadata has expired`);
  };
  inTime('root', root.signed);
  const timestamp = repository.timestamp();
  if (timestamp === undefined) throw new ReleaseError('no-repository', 'there is no timestamp');
  demand(isSigned(root, 'timestamp', timestamp), 'timestamp');
  inTime('timestamp', timestamp.signed);
  const { snapshotMeta } = timestamp.signed;
  const snapshot = pinned(repository, 'snapshot', snapshotMeta);
  demand(isSigned(root, 'snapshot', snapshot), 'snapshot');
  inTime('snapshot', snapshot.signed);
  const targetsMeta = snapshot.signed.meta['targets.json'];
  if (targetsMeta === undefined) throw new ReleaseError('wrong-file', 'the snapshot names no targets');
  const targets = pinned(repository, 'targets', targetsMeta);
  demand(isSigned(root, 'targets', targets), 'targets');
  inTime('targets', targets.signed);
  const entries = entriesOf('targets', targets);
  const watchlistMeta = snapshot.signed.meta['watchlist.json'];
  if (watchlistMeta !== undefined) {
    const watchlist = pinned(repository, 'watchlist', watchlistMeta);
    demand(isSigned(targets, 'watchlist', watchlist), 'watchlist');
    inTime('watchlist', watchlist.signed);
    entries.push(...entriesOf('watchlist', watchlist));
  }
  for (const { terms, digest, length } of entries) {
    if (await holdsFile(repository, targetFile(terms, digest), { digest, length })) continue;
    throw new ReleaseError('wrong-file', `${releasePath(terms)}: the file is missing or differs`);
  }
  return {
    roots,
    versions: {
      snapshot: snapshotMeta.version,
      targets: targetsMeta.version,
      watchlist: watchlistMeta?.version ?? 0,
    },
    timestamp: timestamp.signed.version,
    entries,
  };
}

function followRoots(
  repository: Repository,
  trusted: Metadata<Root>,
): { readonly root: Metadata<Root>; readonly roots: readonly number[] } {
  const roots: number[] = [];
  let root = trusted;
  for (let version = trusted.signed.version + 1; version <= repository.newest('root'); version += 1) {
    const next = repository.read('root', version);
    demand(next.signed.version === version && isSigned(root, 'root', next) && isSigned(next, 'root', next), 'root');
    root = next;
    roots.push(version);
  }
  return { root, roots };
}

/** Metadata with the version, length and digest that other metadata name. */
function pinned<R extends 'snapshot' | 'targets' | 'watchlist'>(repository: Repository, role: R, meta: MetaFile) {
  const metadata = repository.read(role, meta.version);
  try {
    meta.verify(readFileOf(repository.path(metadataFile(role, meta.version)), METADATA_LIMITS[role]));
  } catch (cause) {
    throw new ReleaseError('wrong-file', `the ${role} metadata differs from the one that is named`, { cause });
  }
  if (metadata.signed.version !== meta.version) throw new ReleaseError('wrong-file', `the ${role} has another version`);
  return metadata;
}

function demand(isTrue: boolean, role: ReleaseRole): void {
  if (!isTrue) throw new ReleaseError('unsigned', `too few of its signers have signed the ${role} metadata`);
}
