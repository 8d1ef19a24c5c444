import type { PersonId } from '../../platform/access/vocabulary.ts';
import { peopleWhoDid } from '../../records/acts/act-table.ts';
import type { Connection } from '../../platform/database/connection.ts';
import type { AccountOrigin } from '../duties/account-origin.ts';
import { findPerson } from './tables/people.ts';

/**
 * Where an account comes from; `undefined` when there is none. A person who did not use an invitation may be invited again by another
 * administrator, who then holds the code, so everyone who invited the person is named.
 */
export async function originOf(database: Connection, personId: PersonId): Promise<AccountOrigin | undefined> {
  const person = await findPerson(database, personId);
  if (person === undefined) return undefined;
  const { displayName, createdAt: since, createdBy } = person;
  const invited = await peopleWhoDid(database, { act: 'people.invite', subject: personId });
  return { displayName, since, invitedBy: [...new Set(createdBy === null ? invited : [createdBy, ...invited])] };
}
