/**
 * How often each document was compared today at this kiosk, and how often a token was tried with it. Counted before the try, so that a crash
 * cannot give tries back; forgotten when the day's handles are.
 */
import type { DocumentHandle } from '../document/handle.ts';
import { StoreError } from './store-error.ts';
import type { Database, SchemaTransaction } from './database.ts';

export interface ComparisonCounts {
  today(handle: DocumentHandle): Promise<number>;
  /** Adds one, on the disk when it resolves. Rejects with `StoreError`. */
  add(handle: DocumentHandle): Promise<void>;
  /** Drops the counts of every kind and epoch before `epoch` (`YYYY-MM-DD`). */
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

/** What is counted; a handle has a row of each. */
type Counted = 'comparisons' | 'tokens';

export function comparisonCounts(db: Database, counted: Counted = 'comparisons'): ComparisonCounts {
  const rowOf = (handle: string): string => (counted === 'comparisons' ? handle : `${counted}/${handle}`);
  return {
    async today({ epoch, handle }) {
      const row = await db<{ epoch: string; handle: string; comparisons: number }>(TABLE)
        .where({ epoch, handle: rowOf(handle) })
        .first();
      return row?.comparisons ?? 0;
    },
    async add({ epoch, handle }) {
      await db(TABLE)
        .insert({ epoch, handle: rowOf(handle), comparisons: 1 })
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
