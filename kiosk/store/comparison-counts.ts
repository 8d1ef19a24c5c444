/**
 * How often each document was compared today at this kiosk. Counted before the comparison runs, so that a crash cannot give
 * tries back; forgotten when the day's handles are.
 */
import type { DocumentHandle } from '../document/handle.ts';
import { StoreError } from './store-error.ts';
import type { Database, SchemaTransaction } from './database.ts';

export interface ComparisonCounts {
  today(handle: DocumentHandle): Promise<number>;
  /** Adds one, on the disk when it resolves. Rejects with `StoreError`. */
  add(handle: DocumentHandle): Promise<void>;
  /** Drops the counts of every epoch before `epoch` (`YYYY-MM-DD`). */
  dropBefore(epoch: string): Promise<void>;
}

const TABLE = 'comparison_counts';

export async function createComparisonCountsTable(tx: SchemaTransaction): Promise<void> {
  if (await tx.schema.hasTable(TABLE)) return;
  await tx.schema.createTable(TABLE, (table) => {
    table.text('epoch').notNullable();
    table.text('handle').notNullable();
    table.integer('comparisons').notNullable();
    table.primary(['epoch', 'handle']);
  });
}

export function comparisonCounts(db: Database): ComparisonCounts {
  return {
    async today({ epoch, handle }) {
      const row = await db<{ epoch: string; handle: string; comparisons: number }>(TABLE)
        .where({ epoch, handle })
        .first();
      return row?.comparisons ?? 0;
    },
    async add({ epoch, handle }) {
      await db(TABLE)
        .insert({ epoch, handle, comparisons: 1 })
        .onConflict(['epoch', 'handle'])
        .merge({ comparisons: db.raw('?? + 1', [`${TABLE}.comparisons`]) })
        .catch((cause: unknown) => {
          throw new StoreError('a comparison could not be counted', { cause });
        });
    },
    async dropBefore(epoch) {
      await db(TABLE).where('epoch', '<', epoch).delete();
    },
  };
}
