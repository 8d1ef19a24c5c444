/**
 * The set of selection rules that two people have published. The server itself uses it, so it verifies what it reads from its own folder: the
 * chain of roots, the signatures of the targets, that both match the ledger, and the digest of the file.
 */
import { createHash } from 'node:crypto';
import type { Connection } from '../../platform/database/connection.ts';
import { METADATA_LIMITS, metadataFile } from '../../contract/release-repository.ts';
import { SELECTION_LIMIT_BYTES } from '../../contract/rules/selection-set.ts';
import { selectionBytes, selectionInUse } from './draft-selection.ts';
import { entriesOf } from './entries.ts';
import { followRoots } from './follow-roots.ts';
import { isSigned, parseMetadata } from './metadata.ts';
import { recordedDigests } from './publication-table.ts';
import { readFileOf } from './read-file.ts';
import { ReleaseError } from './release-error.ts';
import type { Repository } from './repository.ts';

export type OfferRefusal =
  /** Too few of the people whom the root names have signed. */
  | 'unsigned'
  /** Metadata are not those that the ledger has, or the file is missing or differs. */
  | 'altered'
  /** The signatures of the people have expired. */
  | 'expired'
  | 'too-large'
  | 'malformed';

export type SelectionOffer =
  /** Nothing is published, the ledger does not have it yet, or this node has no repository. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'refused'; readonly code: OfferRefusal }
  /** No set is in use. @param publication version of the targets */
  | { readonly kind: 'none'; readonly publication: number }
  | {
      readonly kind: 'set';
      readonly publication: number;
      readonly version: number;
      /** SHA-256, hex. */
      readonly digest: string;
      readonly bytes: Uint8Array;
    };

export async function offeredSelection(
  repository: Repository,
  database: Connection,
  nowMs: number,
): Promise<SelectionOffer> {
  try {
    return await verified(repository, database, nowMs);
  } catch (error) {
    if (!(error instanceof ReleaseError)) throw error;
    return { kind: 'refused', code: error.code === 'wrong-file' ? 'altered' : 'malformed' };
  }
}

async function verified(repository: Repository, database: Connection, nowMs: number): Promise<SelectionOffer> {
  const publication = repository.newest('targets');
  const recorded = await recordedDigests(database, 'targets');
  // Another node has the folder, or it has to be brought back
  if (repository.newest('root') === 0 || (publication === 0 && recorded.size === 0)) return { kind: 'unknown' };
  // A folder without the newest publication was set back
  if (publication < Math.max(0, ...recorded.keys())) return { kind: 'refused', code: 'altered' };
  const roots = await recordedDigests(database, 'root');
  const isNew = !recorded.has(publication) || !roots.has(repository.newest('root'));
  const root = followRoots(repository, roots);
  if (root === 'altered' || root === 'unsigned') return { kind: 'refused', code: root };
  const bytes = readFileOf(repository.path(metadataFile('targets', publication)), METADATA_LIMITS.targets);
  const targets = parseMetadata('targets', bytes);
  const digest = recorded.get(publication);
  if (digest !== undefined && digest !== sha256Of(bytes)) return { kind: 'refused', code: 'altered' };
  if (targets.signed.version !== publication) return { kind: 'refused', code: 'altered' };
  if (!isSigned(root, 'targets', targets)) return { kind: 'refused', code: 'unsigned' };
  if (isNew) return { kind: 'unknown' };
  if (targets.signed.isExpired(new Date(nowMs))) return { kind: 'refused', code: 'expired' };
  const isTooLarge = Object.values(targets.signed.targets).some(
    ({ path, length }) => path.startsWith('selection-rules/') && length > SELECTION_LIMIT_BYTES,
  );
  if (isTooLarge) return { kind: 'refused', code: 'too-large' };
  const entry = selectionInUse(entriesOf('targets', targets));
  if (entry === undefined) return { kind: 'none', publication };
  return {
    kind: 'set',
    publication,
    version: entry.terms.version,
    digest: entry.digest,
    bytes: readFile(repository, entry),
  };
}

/** A missing file is an altered one: its metadata are signed. */
function readFile(repository: Repository, entry: Parameters<typeof selectionBytes>[1]): Uint8Array {
  try {
    return selectionBytes(repository, entry);
  } catch (cause) {
    throw new ReleaseError('wrong-file', 'the file of the selection rules is missing or differs', { cause });
  }
}

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
