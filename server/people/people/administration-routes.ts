import { randomBytes } from 'node:crypto';
import type { Request } from 'express';
import type { GuardedRouter } from '../../platform/access/guarded-router.ts';
import { personIdSchema, type PersonId } from '../../platform/access/vocabulary.ts';
import { sendFailure } from '../../platform/http/wire-failure.ts';
import { findPerson, insertPerson, listPeople } from './tables/people.ts';
import { deleteSessionsOf } from './tables/sessions.ts';
import type { PeopleList } from './answers/people.ts';
import { mayOneInvite } from './alone-enough.ts';
import { hasCredentials } from './credentials.ts';
import { disableAccount } from './disable-account.ts';
import { issueCode } from './issue-code.ts';
import { newPersonSchema } from './person-names.ts';
import { personViews } from './person-view.ts';
import { recordPermitted } from './permitted-act.ts';
import type { People } from './people.ts';
import { messageOf } from '../../platform/http/read-json.ts';

/** The person named in the path; `undefined` when the value is not a valid id. */
export function personIn(request: Request): PersonId | undefined {
  return personIdSchema.safeParse(request.params['person']).data;
}

/** Routes to invite people, disable them and end their sessions. */
export function defineAdministration(routes: GuardedRouter, people: People): void {
  const { knex, clock } = people;

  routes.get('/v1/people', 'people.see', async (_request, response) => {
    const views = await personViews(people, await listPeople(knex));
    response.json({ serverTime: clock.wallMs(), people: views } satisfies PeopleList);
  });

  routes.post('/v1/people/invitations', 'people.invite', async (request, response, permit) => {
    const { principal } = permit;
    const body = messageOf(newPersonSchema, request, response);
    if (body === undefined) return;
    const now = clock.wallMs();
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
    if (typeof invited === 'string') sendFailure(response, { code: invited });
    else response.status(201).json(invited);
  });

  routes.post('/v1/people/:person/disable', 'people.disable', async (request, response, permit) => {
    const { principal } = permit;
    const personId = personIn(request);
    if (personId === undefined) return sendFailure(response, { code: 'not-found' });
    // Administrators who disable themselves by mistake could not undo it.
    if (personId === principal.personId) return sendFailure(response, { code: 'another-person-required' });
    const ended = await people.commit(async (transaction) => {
      const now = clock.wallMs();
      if (await people.access.isNeededToAdminister(transaction, personId, now)) return 'two-people-required';
      const ended = await disableAccount(transaction, personId, now);
      if (ended === undefined) return 'not-found';
      await recordPermitted(people, transaction, permit, personId, { what: 'account' });
      return ended;
    });
    if (typeof ended === 'string') return sendFailure(response, { code: ended });
    people.endings.announce(ended);
    response.status(204).end();
  });

  routes.delete('/v1/people/:person/sessions', 'people.disable', async (request, response, permit) => {
    const personId = personIn(request);
    if (personId === undefined || (await findPerson(knex, personId)) === undefined) {
      return sendFailure(response, { code: 'not-found' });
    }
    const ended = await people.commit(async (transaction) => {
      await recordPermitted(people, transaction, permit, personId, { what: 'sessions' });
      return deleteSessionsOf(transaction, personId);
    });
    people.endings.announce(ended);
    response.status(204).end();
  });
}
