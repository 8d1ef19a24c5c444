/**
 * Counts the tries for each document today at this kiosk, by kind. A try is counted before it starts, so that a crash does
 * not refund it. Counts are erased with the day's handles.
 */
import type { AttemptKind } from '../../../server/contract/attempt.ts';
import type { DocumentHandle } from '../../rules/document/handle.ts';
import type { Database, SchemaTransaction } from '../../platform/database/database.ts';
import type { FleetAttempts } from '../../fleet/uplink/fleet-attempts.ts';
import { StoreError } from '../../platform/database/store-error.ts';

/**
 * Each kind has a separate count and limit: a finger is compared only after a face has matched, so a common count would
 * limit a legitimate traveller to one passage a day.
 */
export type Tried =
  /** Faces. */
  | 'comparisons'
  | 'finger'
  | 'tokens'
  /** Challenges presented to the person at the camera. */
  | 'presentations';

export interface TryCounts {
  today(handle: DocumentHandle, tried: Tried): Promise<number>;
  /** Adds one, on the disk when it resolves. Rejects with `StoreError`. */
  add(handle: DocumentHandle, tried: Tried): Promise<void>;
  /** Drops the counts of every kind and epoch before `epoch` (`YYYY-MM-DD`). */
  dropBefore(epoch: string): Promise<void>;
}

/** Counts one more try, unless there were already `limit` today. Rejects with `StoreError` when it cannot be counted. */
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

/**
 * The same for a comparison, which counts across the fleet: the server is asked first, and the lane's own limit is stricter
 * while it does not answer. An attempt without an answer is on the disk before it is made.
 */
export async function countAcrossFleet(
  {
    counts,
    fleetAttempts,
  }: { readonly counts: Pick<TryCounts, 'today' | 'add'>; readonly fleetAttempts: FleetAttempts },
  handle: DocumentHandle,
  tried: AttemptKind,
  { most, alone }: { readonly most: number; readonly alone: number },
): Promise<boolean> {
  const here = await counts.today(handle, tried);
  if (here >= most) return false;
  const reservation = await fleetAttempts.reserve(handle, tried, most);
  if (reservation.kind === 'denied') return false;
  if (reservation.kind === 'no-answer') {
    if (here >= alone) return false;
    await reservation.keep();
  }
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
