import { connectDatabase } from '../database.ts';
import { engineCodeOf } from '../engine-error.ts';
import type { StorePlace } from '../place.ts';
import { StoreError } from '../store-error.ts';
import { judgeRights } from './judge-rights.ts';

/**
 * Refuses a PostgreSQL account that may do more than the running server needs, or less, before anything is written. Rejects with
 * `StoreError`: `rights`, `unavailable`. On SQLite there are no accounts.
 */
export async function demandRights(place: StorePlace): Promise<void> {
  if (place.postgres === undefined) return;
  const database = connectDatabase(place);
  try {
    const faults = await judgeRights(database, place.postgres.login().user, 'server');
    if (faults.length > 0) throw new StoreError('rights', 'the database account is not one of a running server');
  } catch (cause) {
    if (engineCodeOf(cause) === undefined) throw cause;
    throw new StoreError('unavailable', 'the database does not say what its account may do', { cause });
  } finally {
    await database.destroy();
  }
}
