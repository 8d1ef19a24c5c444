import type { PersonId } from '../../platform/access/vocabulary.ts';
import { latestDone } from '../../records/acts/act-table.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { deleteFallback, findFallback } from './tables/fallbacks.ts';
import { deletePasskeysOf, listPasskeys } from './tables/passkeys.ts';

/** Whether a person ever had a way to sign in, blocked ones included. */
export async function hasCredentials(database: Connection, personId: PersonId): Promise<boolean> {
  if ((await listPasskeys(database, personId)).length > 0) return true;
  return (await findFallback(database, personId)) !== undefined;
}

/** When two administrators last approved new keys for a person, which revoked all old ones; `undefined` if never. */
export async function recoveredAt(database: Connection, personId: PersonId): Promise<number | undefined> {
  return (await latestDone(database, { act: 'recovery.approve', subject: personId }))?.at;
}

/** Revokes every way to sign in of a person. */
export async function revokeCredentials(transaction: Transaction, personId: PersonId): Promise<void> {
  await deletePasskeysOf(transaction, personId);
  await deleteFallback(transaction, personId);
}
