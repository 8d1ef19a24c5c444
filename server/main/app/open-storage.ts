import { type Database, openDatabase } from '../../platform/database/database.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { readFence, takeFence } from '../../platform/database/fence.ts';
import { WriteQueue } from '../../platform/database/write-queue.ts';
import type { NodeLock } from '../../platform/database/node-lock.ts';
import type { LedgerFence } from '../../records/ledger/log/sequencer.ts';
import { openServerLedger, type ServerLedger } from '../../records/ledger/server-ledger.ts';
import type { Foundation } from './foundation.ts';
import type { Node } from './open-node.ts';

export interface Storage {
  readonly database: Database;
  readonly queue: WriteQueue;
  readonly ledger: ServerLedger;
}

/** Rejects with `StoreError`, `LedgerError` and `KeyError`. */
export async function openStorage(
  { config, clock, events, opened }: Foundation,
  { keys, lock }: Node,
): Promise<Storage> {
  const database = await openDatabase(config);
  opened.push(() => database.knex.destroy());
  const fence =
    config.postgres === undefined ? undefined : fenceOf(lock, database.knex, await takeFence(database.knex));
  const queue = opened.add(new WriteQueue(database.knex, fence));
  const ledger = opened.add(
    await openServerLedger(config, config.ledger, {
      key: keys.ledger,
      secret: await keys.secret('openings'),
      knex: database.knex,
      queue,
      clock,
      fence,
      onFault: (error) => events.emit({ event: 'fault', where: 'ledger', error }),
      onAdopted: (rows) =>
        events.emit({ event: 'adopted', rows: Object.values(rows).reduce((sum, count) => sum + count, 0) }),
    }),
  );
  // Enters what was committed while the ledger's key was lost
  keys.whenFound(() => void ledger.settle().catch(() => undefined));
  void lock.lost.then(() => {
    queue.abandon();
    ledger.abandon();
  });
  return { database, queue, ledger };
}

function fenceOf(lock: NodeLock, database: Connection, number: number): LedgerFence {
  lock.fencedBy(number);
  return {
    number,
    mayWrite: () => lock.mayWrite(),
    confirm: () => lock.confirm(),
    yield: () => lock.yield(),
    async isOwn() {
      if (!(await lock.confirm())) return false;
      if ((await readFence(database)) === number) return true;
      lock.yield();
      return false;
    },
  };
}
