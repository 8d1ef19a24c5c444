import type { PersonId } from '../../platform/access/vocabulary.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { deleteFallback, findFallback } from './tables/fallbacks.ts';
import { deletePasskeysOf, listPasskeys } from './tables/passkeys.ts';

/** Whether a person ever had a way to sign in, blocked ones included. */
export async function hasCredentials(database: Connection, personId: PersonId): Promise<boolean> {
  if ((await listPasskeys(database, personId)).length > 0) return true;
  return (await findFallback(database, personId)) !== undefined;
}

/** Revokes every way to sign in of a person. */
export async function revokeCredentials(transaction: Transaction, personId: PersonId): Promise<void> {
  await deletePasskeysOf(transaction, personId);
  await deleteFallback(transaction, personId);
}
