import { connectDatabase } from '../database.ts';
import { engineCodeOf } from '../engine-error.ts';
import type { StorePlace } from '../place.ts';
import { StoreError } from '../store-error.ts';
import { judgeRights } from './judge-rights.ts';

/**
 * Refuses a PostgreSQL account with more or fewer rights than the running server needs, before anything is written. Rejects with
 * `StoreError`: `rights`, `unavailable`. SQLite has no accounts.
 */
export async function demandRights(place: StorePlace): Promise<void> {
  if (place.postgres === undefined) return;
  const database = connectDatabase(place);
  try {
    const faults = await judgeRights(database, place.postgres.login().user, 'server');
    if (faults.length > 0)
      throw new StoreError('rights', 'the database account does not have the rights of a running server');
  } catch (cause) {
    if (engineCodeOf(cause) === undefined) throw cause;
    throw new StoreError('unavailable', 'the rights of the database account cannot be read', { cause });
  } finally {
    await database.destroy();
  }
}
