import { holdNodeLock } from '../database/node-lock.ts';
import { demandRights } from '../database/rights/demand-rights.ts';
import { openKeys } from '../keys/open-keys.ts';
import type { ServerKeys } from '../keys/server-keys.ts';
import type { Foundation } from './foundation.ts';

/** This process as the one that works: it has the keys and the lock. */
export interface Node {
  readonly keys: ServerKeys;
  /** Resolves when another process may have the lock, so that this one must stop. */
  readonly displaced: Promise<void>;
}

/** Resolves when no other process has the lock on the database. Rejects with `StoreError` and `KeyError`. */
export async function openNode({ config, clock, events, onStandBy, opened }: Foundation): Promise<Node> {
  if (config.mode === 'production') await demandRights(config);
  let keys = await openKeys(config, { clock, events });
  opened.push(() => keys.close());
  let hasStoodBy = false;
  const standBy = () => {
    hasStoodBy = true;
    events.emit({ event: 'standing-by' });
    onStandBy?.();
  };
  const lock = await holdNodeLock(config, { clock, onStandBy: standBy });
  opened.push(() => lock.release());
  if (hasStoodBy) {
    // The process that had the lock may have replaced the signing key
    await keys.close();
    keys = await openKeys(config, { clock, events });
  }
  return { keys, displaced: lock.lost };
}
