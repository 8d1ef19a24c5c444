import type { Connection } from '../../platform/database/connection.ts';
import { shownAccount } from '../duties/account-origin.ts';
import { plainCode } from '../../contract/crockford-base32.ts';
import { entitles } from '../../platform/access/judge.ts';
import type { GuardedRouter } from '../../platform/access/guarded-router.ts';
import { sendFailure } from '../../platform/http/wire-failure.ts';
import { enablePerson, findPerson } from './tables/people.ts';
import { deleteRecovery, findRecovery, listRecoveries, putRecovery, type Recovery } from './tables/recoveries.ts';
import { deleteSessionsOf } from './tables/sessions.ts';
import { reinstateOfficer } from '../duties/revoked-officers.ts';
import type { AskedRecovery, RecoveryList, RecoveryView } from './answers/people.ts';
import { originOf } from './account-origin.ts';
import { personIn } from './administration-routes.ts';
import { revokeCredentials } from './credentials.ts';
import { inventedDuties } from './development.ts';
import { makeHalfCode } from './enrolment-code.ts';
import { CODE_LASTS_MS, issueSecondHalf } from './issue-code.ts';
import { recordPermitted } from './permitted-act.ts';
import type { People } from './people.ts';
import { digestOf, makeId } from './session-token.ts';

const OPEN_FOR_MS = 86_400_000;

/**
 * Recovery for a person who lost their keys. One administrator asks and another approves, neither for themselves. The approval revokes the
 * old keys and sessions. Each of the two sees half of a one-time code, once, to hand over in person, so neither can enrol as the person.
 */
export function defineRecovery(routes: GuardedRouter, people: People): void {
  const { knex, clock } = people;

  routes.get('/v1/people/recoveries', 'people.see', async (_request, response) => {
    const now = clock.wallMs();
    const recoveries: RecoveryView[] = [];
    for (const recovery of await listRecoveries(knex, now)) recoveries.push(await viewOf(knex, recovery));
    response.json({ serverTime: now, recoveries } satisfies RecoveryList);
  });

  routes.post('/v1/people/:person/recoveries', 'recovery.propose', async (request, response, permit) => {
    const { principal } = permit;
    const personId = personIn(request);
    const person = personId === undefined ? undefined : await findPerson(knex, personId);
    if (person?.kind !== 'person') return sendFailure(response, { code: 'not-found' });
    if (person.id === principal.personId) return sendFailure(response, { code: 'another-person-required' });
    const now = clock.wallMs();
    const code = makeHalfCode();
    const recovery = {
      id: makeId(),
      personId: person.id,
      askedBy: principal.personId,
      askedAt: now,
      expiresAt: now + OPEN_FOR_MS,
      halfDigest: digestOf(plainCode(code)),
    };
    await people.commit(async (transaction) => {
      await putRecovery(transaction, recovery);
      await recordPermitted(people, transaction, permit, person.id);
    });
    const { personId: of, expiresAt } = recovery;
    const half = { code, part: 'first-half', personId: of, expiresAt: expiresAt + CODE_LASTS_MS.recovery } as const;
    response.status(201).json({ ...(await viewOf(knex, recovery)), half } satisfies AskedRecovery);
  });

  routes.delete('/v1/people/recoveries/:recovery', 'recovery.propose', async (request, response, permit) => {
    const id = String(request.params['recovery']);
    const isEnded = await people.commit(async (transaction) => {
      const recovery = await findRecovery(transaction, id, clock.wallMs());
      if (recovery === undefined || !(await deleteRecovery(transaction, id, clock.wallMs()))) return false;
      await recordPermitted(people, transaction, permit, recovery.personId, { what: 'withdrawn' });
      return true;
    });
    if (isEnded) response.status(204).end();
    else sendFailure(response, { code: 'not-found' });
  });

  routes.post(
    '/v1/people/recoveries/:recovery/approval',
    'recovery.approve',
    {
      targetOf: async (request) => {
        const recovery = await findRecovery(knex, String(request.params['recovery']), clock.wallMs());
        return recovery && { proposedBy: recovery.askedBy };
      },
    },
    async (request, response, permit) => {
      const { principal } = permit;
      const id = String(request.params['recovery']);
      const approved = await people.commit(async (transaction) => {
        const now = clock.wallMs();
        const recovery = await findRecovery(transaction, id, now);
        if (recovery === undefined) return undefined;
        const { personId, askedBy } = recovery;
        // The administrator who asked must still be permitted to ask
        const held = [
          ...(await people.access.dutiesOf(transaction, askedBy)),
          ...inventedDuties(people.config.mode, askedBy, now),
        ];
        // A request from before codes had halves must be made again
        const { halfDigest } = recovery;
        if (halfDigest === null || !entitles(held, 'recovery.propose', {}, now)) return 'not-theirs';
        if (askedBy === principal.personId || personId === principal.personId) return 'not-alone';
        if (!(await deleteRecovery(transaction, id, now))) return undefined;
        await recordPermitted(people, transaction, permit, personId, { askedBy });
        await revokeCredentials(transaction, personId);
        if (await enablePerson(transaction, personId)) await reinstateOfficer(transaction, personId);
        const ended = await deleteSessionsOf(transaction, personId);
        const issuedBy = principal.personId;
        const about = { personId, issuedBy, firstDigest: halfDigest, now };
        return { ended, issued: await issueSecondHalf(transaction, about) };
      });
      if (approved === undefined) return sendFailure(response, { code: 'not-found' });
      if (approved === 'not-theirs') return sendFailure(response, { code: 'proposal-inapplicable' });
      if (approved === 'not-alone') return sendFailure(response, { code: 'another-person-required' });
      people.endings.announce(approved.ended);
      response.status(201).json(approved.issued);
    },
  );
}

/** Without the digest of the half, and with what the second administrator must see of the account. */
async function viewOf(
  database: Connection,
  { id, personId, askedBy, askedAt, expiresAt }: Recovery,
): Promise<RecoveryView> {
  const origin = await originOf(database, personId);
  const asked = { by: askedBy, at: askedAt };
  const before = origin === undefined ? null : shownAccount(origin, await originOf(database, askedBy), asked);
  return {
    id,
    personId,
    askedBy,
    askedAt,
    expiresAt,
    before: before && { ...before, invitedBy: [...before.invitedBy] },
  };
}
