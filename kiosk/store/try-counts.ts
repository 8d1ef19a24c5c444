/**
 * How often each document was tried today at this kiosk, by what was tried with it. Counted before the try, so that a crash cannot give
 * tries back; forgotten when the day's handles are.
 */
import type { DocumentHandle } from '../document/handle.ts';
import type { Database, SchemaTransaction } from './database.ts';
import { StoreError } from './store-error.ts';

/**
 * Each has a count and a limit of its own: a finger is compared only after a face has matched, so one count for both would let a
 * rightful traveller pass once a day.
 */
export type Tried =
  /** Faces. */
  | 'comparisons'
  | 'finger'
  | 'tokens'
  /** Challenges put to whoever stands before the camera. */
  | 'presentations';

export interface TryCounts {
  today(handle: DocumentHandle, tried: Tried): Promise<number>;
  /** Adds one, on the disk when it resolves. Rejects with `StoreError`. */
  add(handle: DocumentHandle, tried: Tried): Promise<void>;
  /** Drops the counts of every kind and epoch before `epoch` (`YYYY-MM-DD`). */
  dropBefore(epoch: string): Promise<void>;
}

/** Counts one try more, unless there were `limit` of them today. Rejects with `StoreError` where it cannot be counted. */
export async function countWithin(
  counts: Pick<TryCounts, 'today' | 'add'>,
  handle: DocumentHandle,
  tried: Tried,
  limit: number,
): Promise<boolean> {
  if ((await counts.today(handle, tried)) >= limit) return false;
  await counts.add(handle, tried);
  return true;
}

const TABLE = 'comparison_counts';

export async function createTryCountsTable(tx: SchemaTransaction): Promise<void> {
  if (await tx.schema.hasTable(TABLE)) return;
  await tx.schema.createTable(TABLE, (table) => {
    table.text('epoch').notNullable();
    table.text('handle').notNullable();
    table.integer('comparisons').notNullable();
    table.primary(['epoch', 'handle']);
  });
}

/** A handle has a row of each kind. */
const rowOf = (handle: string, tried: Tried): string => (tried === 'comparisons' ? handle : `${tried}/${handle}`);

export function tryCounts(db: Database): TryCounts {
  return {
    async today({ epoch, handle }, tried) {
      const row = await db<{ epoch: string; handle: string; comparisons: number }>(TABLE)
        .where({ epoch, handle: rowOf(handle, tried) })
        .first();
      return row?.comparisons ?? 0;
    },
    async add({ epoch, handle }, tried) {
      await db(TABLE)
        .insert({ epoch, handle: rowOf(handle, tried), comparisons: 1 })
        .onConflict(['epoch', 'handle'])
        .merge({ comparisons: db.raw('?? + 1', [`${TABLE}.comparisons`]) })
        .catch((cause: unknown) => {
          throw new StoreError('a try could not be counted', { cause });
        });
    },
    async dropBefore(epoch) {
      await db(TABLE).where('epoch', '<', epoch).delete();
    },
  };
}
