import type { Request } from 'express';
import { NOT_FOUND, refused } from '../../platform/http/route.ts';
import { nothingSchema } from './passkey-routes.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { shownAccount } from '../duties/account-origin.ts';
import { plainCode } from '../../contract/crockford-base32.ts';
import { entitles } from '../../platform/access/judge.ts';
import type { GuardedRoutes } from '../../platform/access/guarded-router.ts';
import { enablePerson, findPerson } from './tables/people.ts';
import { deleteRecovery, findRecovery, listRecoveries, putRecovery, type Recovery } from './tables/recoveries.ts';
import { deleteSessionsOf } from './tables/sessions.ts';
import { reinstateOfficer } from '../duties/revoked-officers.ts';
import { askedRecoverySchema, issuedCodeSchema, recoveryListSchema, type RecoveryView } from './answers/people.ts';
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
export function defineRecovery(routes: GuardedRoutes, people: People): void {
  const { knex, clock } = people;

  const ofList = { query: 'any', answer: recoveryListSchema } as const;
  routes.get('/v1/people/recoveries', 'people.see', ofList, async ({ now }) => {
    const recoveries: RecoveryView[] = [];
    for (const recovery of await listRecoveries(knex, now)) recoveries.push(await viewOf(knex, recovery));
    return { serverTime: now, recoveries };
  });

  const ofRequest = { bytes: nothingSchema, answer: askedRecoverySchema, status: 201 };
  routes.post('/v1/people/:person/recoveries', 'recovery.propose', ofRequest, async ({ params, now }, permit) => {
    const { principal } = permit;
    const personId = personIn(params);
    const person = personId === undefined ? undefined : await findPerson(knex, personId);
    if (person?.kind !== 'person') return NOT_FOUND;
    if (person.id === principal.personId) return refused('another-person-required');
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
    return { ...(await viewOf(knex, recovery)), half };
  });

  routes.delete('/v1/people/recoveries/:recovery', 'recovery.propose', {}, async ({ params }, permit) => {
    const id = params.recovery;
    const isEnded = await people.commit(async (transaction) => {
      const recovery = await findRecovery(transaction, id, clock.wallMs());
      if (recovery === undefined || !(await deleteRecovery(transaction, id, clock.wallMs()))) return false;
      await recordPermitted(people, transaction, permit, recovery.personId, { what: 'withdrawn' });
      return true;
    });
    return isEnded ? undefined : NOT_FOUND;
  });

  const ofApproval = {
    targetOf: async ({ params }: Request) => {
      const recovery = await findRecovery(knex, String(params['recovery']), clock.wallMs());
      return recovery && { proposedBy: recovery.askedBy };
    },
    bytes: nothingSchema,
    answer: issuedCodeSchema,
    status: 201,
  };
  const approval = '/v1/people/recoveries/:recovery/approval';
  routes.post(approval, 'recovery.approve', ofApproval, async ({ params }, permit) => {
    const { principal } = permit;
    const id = params.recovery;
    const approved = await people.commit(async (transaction) => {
      const now = clock.wallMs();
      const recovery = await findRecovery(transaction, id, now);
      if (recovery === undefined) return 'not-found';
      const { personId, askedBy } = recovery;
      // The administrator who asked must still be permitted to ask
      const held = [
        ...(await people.access.dutiesOf(transaction, askedBy)),
        ...inventedDuties(people.config.mode, askedBy, now),
      ];
      // A request from before codes had halves must be made again
      const { halfDigest } = recovery;
      if (halfDigest === null || !entitles(held, 'recovery.propose', {}, now)) return 'proposal-inapplicable';
      if (askedBy === principal.personId || personId === principal.personId) return 'another-person-required';
      if (!(await deleteRecovery(transaction, id, now))) return 'not-found';
      await recordPermitted(people, transaction, permit, personId, { askedBy });
      await revokeCredentials(transaction, personId);
      if (await enablePerson(transaction, personId)) await reinstateOfficer(transaction, personId);
      const ended = await deleteSessionsOf(transaction, personId);
      const issuedBy = principal.personId;
      const about = { personId, issuedBy, firstDigest: halfDigest, now };
      return { ended, issued: await issueSecondHalf(transaction, about) };
    });
    if (typeof approved === 'string') return refused(approved);
    people.endings.announce(approved.ended);
    return approved.issued;
  });
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
