/** The targets that the lane's message to the server names, within its bound. Pure. */
import { MAX_HELD, type HeldTarget } from '../../../server/contract/lane-releases.ts';
import { readListPart } from '../../../server/contract/released-watchlist.ts';
import type { ReleasedTarget } from './released-target.ts';

/** A watchlist is named by its base and its last delta: a delta names the file before it, so these two name the whole list. */
export function heldTargets(targets: readonly ReleasedTarget[]): HeldTarget[] {
  return [...targets.filter(({ kind }) => kind !== 'watchlist'), ...endsOfLists(targets)]
    .slice(0, MAX_HELD)
    .map(({ kind, name, version, digest, expiresAtMs }) => ({ kind, name, version, digest, expiresAt: expiresAtMs }));
}

function endsOfLists(targets: readonly ReleasedTarget[]): ReleasedTarget[] {
  const bases: ReleasedTarget[] = [];
  const last = new Map<string, { readonly delta: number; readonly target: ReleasedTarget }>();
  for (const target of targets) {
    const part = target.kind === 'watchlist' ? readListPart(target.name) : undefined;
    if (part?.delta === 0) bases.push(target);
    else if (part !== undefined && part.delta > (last.get(part.list)?.delta ?? 0)) {
      last.set(part.list, { delta: part.delta, target });
    }
  }
  return [...bases, ...[...last.values()].map(({ target }) => target)];
}
