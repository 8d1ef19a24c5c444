import { isProtected } from '../../../hardware/host/mode.ts';
import { holdNodeLock, type NodeLock } from '../../platform/database/node-lock.ts';
import { demandRights } from '../../platform/database/rights/demand-rights.ts';
import { openKeys } from '../../platform/keys/open-keys.ts';
import type { ServerKeys } from '../../platform/keys/server-keys.ts';
import { openStandbyPorts, proveStandby, type StandbyPorts } from './stand-by.ts';
import type { Foundation } from './foundation.ts';

/** This process as the one that works: it has the keys and the lock. */
export interface Node {
  readonly keys: ServerKeys;
  readonly lock: NodeLock;
}

/** Resolves when no other process has the lock on the database. Rejects with `StoreError` and `KeyError`. */
export async function openNode({ config, clock, events, onStandBy, opened }: Foundation): Promise<Node> {
  if (isProtected(config.mode)) await demandRights(config);
  let keys = await openKeys(config, { clock, events });
  opened.push(() => keys.close());
  let ports: StandbyPorts | undefined;
  const standBy = async () => {
    await proveStandby(config, keys, clock.wallMs());
    ports = opened.add(await openStandbyPorts(config, keys, { wallMs: () => clock.wallMs(), events }));
    events.emit({ event: 'standing-by', port: ports.health ?? null, metricsPort: ports.metrics ?? null });
    onStandBy?.();
  };
  const lock = await holdNodeLock(config, {
    clock,
    onStandBy: standBy,
    onPause: () => events.emit({ event: 'paused' }),
    onResume: () => events.emit({ event: 'resumed' }),
  });
  opened.push(() => lock.release());
  if (ports !== undefined) {
    await ports.close();
    // The process that had the lock may have replaced the signing key
    await keys.close();
    keys = await openKeys(config, { clock, events });
  }
  return { keys, lock };
}
