/** Drafts a root: the people who sign, and the server's key. */
import { releaseKeyId } from '../../contract/release-root.ts';
import { type Draft, type Times, writeDraft } from './draft.ts';
import { keyJson, type SignedJson } from './metadata.ts';
import { ReleaseError } from './release-error.ts';

/** Public keys, 32 bytes in hex. */
export interface RootKeys {
  readonly root: readonly string[];
  readonly targets: readonly string[];
  /** Signers of the watchlist; empty: the repository has none. */
  readonly watchlist: readonly string[];
  /** Signs snapshot and timestamp. */
  readonly server: string;
  /** Signatures that root and targets need. */
  readonly threshold: number;
}

/** Drafts a root with these keys, and targets metadata that names the signers of the watchlist. Throws `ReleaseError`. */
export function draftRoot(draft: Draft, keys: RootKeys, times: Times): Draft {
  const { root, targets, server, threshold } = keys;
  const content = {
    consistent_snapshot: true,
    keys: keyMap([...root, ...targets, server]),
    roles: {
      root: roleOf(root, threshold),
      targets: roleOf(targets, threshold),
      snapshot: roleOf([server], 1),
      timestamp: roleOf([server], 1),
    },
  };
  return draftSigners(writeDraft(draft, 'root', content, times).draft, keys.watchlist, times);
}

function draftSigners(draft: Draft, signers: readonly string[], times: Times): Draft {
  const before = draft.newest('targets') === 0 ? undefined : draft.readNewest('targets').signed.toJSON();
  const content = {
    targets: before?.['targets'] ?? {},
    ...(signers.length > 0 && { delegations: delegationTo(signers) }),
  };
  // The root's lifetime is not that of targets
  return writeDraft(draft, 'targets', content, { nowMs: times.nowMs }).draft;
}

function delegationTo(signers: readonly string[]): SignedJson {
  const role = { name: 'watchlist', ...roleOf(signers, 1), terminating: true, paths: ['watchlist/*/*'] };
  return { keys: keyMap(signers), roles: [role] };
}

function keyMap(keys: readonly string[]): SignedJson {
  return Object.fromEntries(keys.map((key) => [releaseKeyId(key), keyJson(key)]));
}

function roleOf(keys: readonly string[], threshold: number): SignedJson {
  if (keys.length < threshold) throw new ReleaseError('not-allowed', `there must be at least ${threshold} keys`);
  return { keyids: keys.map(releaseKeyId), threshold };
}
