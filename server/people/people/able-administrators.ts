import type { Connection } from '../../platform/database/connection.ts';
import { dutiesInForce, dutiesOf } from '../duties/duty-table.ts';
import { findFallback } from './tables/fallbacks.ts';
import { listPasskeys } from './tables/passkeys.ts';
import type { PersonId, Role } from '../../platform/access/vocabulary.ts';

/** Recovery and the duties and proposals of administrators need two people. */
export const ADMINISTRATORS_NEEDED = 2;

/**
 * Administrators who can act now: not disabled, with a duty in force and valid training, and with a way to sign in.
 * @param passwords whether a password counts as a way to sign in
 */
export async function administratorsWhoCanAct(
  database: Connection,
  now: number,
  passwords: boolean,
): Promise<ReadonlySet<PersonId>> {
  return peopleWhoCanAct(database, 'administrator', now, passwords);
}

/** As `administratorsWhoCanAct`, for any role. */
export async function peopleWhoCanAct(
  database: Connection,
  role: Role,
  now: number,
  passwords: boolean,
): Promise<ReadonlySet<PersonId>> {
  const able = new Set<PersonId>();
  for (const { personId } of await dutiesInForce(database, role, now)) {
    if (await canSignIn(database, personId, passwords)) able.add(personId);
  }
  return able;
}

/** Whether fewer than two administrators could act without this person. `false` for a person who is not and will not be an administrator. */
export async function isNeededToAdminister(
  database: Connection,
  personId: PersonId,
  now: number,
  passwords: boolean,
): Promise<boolean> {
  const held = await dutiesOf(database, personId);
  if (!held.some(({ role, validUntil }) => role === 'administrator' && now < validUntil)) return false;
  const others = new Set(await administratorsWhoCanAct(database, now, passwords));
  others.delete(personId);
  return others.size < ADMINISTRATORS_NEEDED;
}

/** A passkey that was blocked as possibly copied does not count. */
async function canSignIn(database: Connection, personId: PersonId, passwords: boolean): Promise<boolean> {
  const keys = await listPasskeys(database, personId);
  if (keys.some(({ regressedAt }) => regressedAt === null)) return true;
  return passwords && (await findFallback(database, personId)) !== undefined;
}
