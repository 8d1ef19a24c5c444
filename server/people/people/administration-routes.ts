import { randomBytes } from 'node:crypto';
import type { GuardedRoutes } from '../../platform/access/guarded-router.ts';
import { personIdSchema, type PersonId } from '../../platform/access/vocabulary.ts';
import { findPerson, insertPerson, listPeople } from './tables/people.ts';
import { deleteSessionsOf } from './tables/sessions.ts';
import { issuedCodeSchema, peopleListSchema } from './answers/people.ts';
import { NOT_FOUND, refused } from '../../platform/http/route.ts';
import { nothingSchema } from './passkey-routes.ts';
import { mayOneInvite } from './alone-enough.ts';
import { hasCredentials } from './credentials.ts';
import { disableAccount } from './disable-account.ts';
import { issueCode } from './issue-code.ts';
import { newPersonSchema } from './person-names.ts';
import { personViews } from './person-view.ts';
import { recordPermitted } from './permitted-act.ts';
import type { People } from './people.ts';

/** The person named in the path; `undefined` when the value is not a valid id. */
export function personIn({ person }: { readonly person: string }): PersonId | undefined {
  return personIdSchema.safeParse(person).data;
}

/** Routes to invite people, disable them and end their sessions. */
export function defineAdministration(routes: GuardedRoutes, people: People): void {
  const { knex } = people;

  const ofList = { query: 'any', answer: peopleListSchema } as const;
  routes.get('/v1/people', 'people.see', ofList, async ({ now }) => ({
    serverTime: now,
    people: await personViews(people, await listPeople(knex)),
  }));

  const ofInvitation = { body: newPersonSchema, answer: issuedCodeSchema, status: 201 };
  routes.post('/v1/people/invitations', 'people.invite', ofInvitation, async ({ body, now }, permit) => {
    const { principal } = permit;
    const invited = await people.commit(async (transaction) => {
      const known = await findPerson(transaction, body.id);
      // A person who has not enrolled may be invited again; a person who has enrolled gets new keys by a recovery, which takes two people.
      if (known !== undefined && (known.disabledAt !== null || (await hasCredentials(transaction, known.id)))) {
        return 'person-exists';
      }
      if (!(await mayOneInvite(transaction, body.id, now))) return 'two-people-required';
      const times = { createdAt: now, createdBy: principal.personId, disabledAt: null };
      const userHandle = randomBytes(32).toString('base64url');
      if (known === undefined) await insertPerson(transaction, { ...body, kind: 'person', userHandle, ...times });
      await recordPermitted(people, transaction, permit, body.id);
      return issueCode(transaction, { purpose: 'invitation', personId: body.id, issuedBy: principal.personId, now });
    });
    return typeof invited === 'string' ? refused(invited) : invited;
  });

  const ofDisabling = { bytes: nothingSchema };
  routes.post('/v1/people/:person/disable', 'people.disable', ofDisabling, async ({ params, now }, permit) => {
    const { principal } = permit;
    const personId = personIn(params);
    if (personId === undefined) return NOT_FOUND;
    // Administrators who disable themselves by mistake could not undo it.
    if (personId === principal.personId) return refused('another-person-required');
    const ended = await people.commit(async (transaction) => {
      if (await people.access.isNeededToAdminister(transaction, personId, now)) return 'two-people-required';
      const ended = await disableAccount(transaction, personId, { now, by: principal.personId });
      if (ended === undefined) return 'not-found';
      await recordPermitted(people, transaction, permit, personId, { what: 'account' });
      return ended;
    });
    if (typeof ended === 'string') return refused(ended);
    people.endings.announce(ended);
    return undefined;
  });

  routes.delete('/v1/people/:person/sessions', 'people.disable', {}, async ({ params }, permit) => {
    const personId = personIn(params);
    if (personId === undefined || (await findPerson(knex, personId)) === undefined) return NOT_FOUND;
    const ended = await people.commit(async (transaction) => {
      await recordPermitted(people, transaction, permit, personId, { what: 'sessions' });
      return deleteSessionsOf(transaction, personId);
    });
    people.endings.announce(ended);
    return undefined;
  });
}
