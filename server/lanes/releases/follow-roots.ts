/** The chain of roots in a repository, for parts of the server that use a target themselves. */
import { createHash } from 'node:crypto';
import type { Metadata, Root } from '@tufjs/models';
import { METADATA_LIMITS, metadataFile } from '../../contract/release-repository.ts';
import { isSigned, parseMetadata } from './metadata.ts';
import { readFileOf } from './read-file.ts';
import type { Repository } from './repository.ts';

/** The newest root, which follows from the first one. Each is the one that the ledger has, where it has one. */
export function followRoots(
  repository: Repository,
  recorded: ReadonlyMap<number, string>,
): Metadata<Root> | 'altered' | 'unsigned' {
  let root: Metadata<Root> | undefined;
  for (const version of repository.versions('root')) {
    const bytes = readFileOf(repository.path(metadataFile('root', version)), METADATA_LIMITS.root);
    const next = parseMetadata('root', bytes);
    const digest = recorded.get(version);
    if (
      next.signed.version !== version ||
      (digest !== undefined && digest !== createHash('sha256').update(bytes).digest('hex'))
    )
      return 'altered';
    const isFollowing = root === undefined || (root.signed.version === version - 1 && isSigned(root, 'root', next));
    if (!isFollowing || !isSigned(next, 'root', next)) return 'unsigned';
    root = next;
  }
  return root ?? 'altered';
}
