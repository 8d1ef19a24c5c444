import type { PersonId } from '../access/vocabulary.ts';
import type { Transaction } from '../database/connection.ts';
import { deleteEnrolmentCodesOf } from './tables/enrolment-codes.ts';
import { disablePerson } from './tables/people.ts';
import { deleteSessionsOf } from './tables/sessions.ts';
import { revokeOfficer } from '../duties/revoked-officers.ts';

/**
 * Disables a person and ends their codes and sessions. Returns the sessions that ended, to be announced after the commit; `undefined`
 * when there is no such person, or one who is disabled already.
 */
export async function disableAccount(
  transaction: Transaction,
  personId: PersonId,
  now: number,
): Promise<readonly string[] | undefined> {
  if (!(await disablePerson(transaction, personId, now))) return undefined;
  await deleteEnrolmentCodesOf(transaction, personId);
  // Lanes hear of it within a minute: grants that are signed open nothing any more.
  await revokeOfficer(transaction, personId, now);
  return deleteSessionsOf(transaction, personId);
}
