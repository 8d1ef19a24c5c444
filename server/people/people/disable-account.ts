import type { PersonId } from '../../platform/access/vocabulary.ts';
import type { Transaction } from '../../platform/database/connection.ts';
import { deleteEnrolmentCodesOf } from './tables/enrolment-codes.ts';
import { disablePerson } from './tables/people.ts';
import { deleteSessionsOf } from './tables/sessions.ts';
import { revokeOfficer } from '../duties/revoked-officers.ts';

/**
 * Disables a person and ends their codes and sessions.
 * @returns the ended sessions, to be announced after the commit; `undefined` for an unknown or already disabled person
 */
export async function disableAccount(
  transaction: Transaction,
  personId: PersonId,
  { now, by }: { readonly now: number; readonly by: PersonId },
): Promise<readonly string[] | undefined> {
  if (!(await disablePerson(transaction, personId, now))) return undefined;
  await deleteEnrolmentCodesOf(transaction, personId);
  // Lanes learn of it within a minute and then refuse grants that were already signed.
  await revokeOfficer(transaction, { officer: personId, at: now, cause: 'account-disabled', by });
  return deleteSessionsOf(transaction, personId);
}
