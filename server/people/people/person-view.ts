import type { Connection } from '../../platform/database/connection.ts';
import { peopleWithCodes } from './tables/enrolment-codes.ts';
import { findFallback } from './tables/fallbacks.ts';
import { revocationBefore } from '../duties/reinstate-kind.ts';
import { recoveredAt } from './credentials.ts';
import { listPasskeys } from './tables/passkeys.ts';
import type { Person } from './tables/people.ts';
import type { PersonView } from './answers/people.ts';
import type { People } from './people.ts';

/** People as administrators see them, without names of keys and without sessions. */
export async function personViews({ knex, clock }: People, known: readonly Person[]): Promise<PersonView[]> {
  const invited = await peopleWithCodes(knex, clock.wallMs());
  const views: PersonView[] = [];
  for (const person of known) views.push(await personView(knex, person, invited.has(person.id)));
  return views;
}

async function personView(knex: Connection, person: Person, isInvited: boolean): Promise<PersonView> {
  const passkeys = (await listPasskeys(knex, person.id)).filter(({ regressedAt }) => regressedAt === null).length;
  const hasPassword = (await findFallback(knex, person.id)) !== undefined;
  const { id, displayName, createdAt } = person;
  const canSignIn = passkeys > 0 || hasPassword;
  const state = person.disabledAt !== null ? 'disabled' : canSignIn ? 'active' : isInvited ? 'invited' : 'expired';
  const revocation = await revocationBefore(knex, id, recoveredAt);
  return { id, displayName, state, createdAt, passkeys, hasPassword, revocation };
}
