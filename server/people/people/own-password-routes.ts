import type { GuardedRouter } from '../../platform/access/guarded-router.ts';
import { sendFailure } from '../../platform/http/wire-failure.ts';
import { deleteFallback, putFallback } from './tables/fallbacks.ts';
import { listPasskeys } from './tables/passkeys.ts';
import { findPerson } from './tables/people.ts';
import type { GeneratorSecret } from './answers/people.ts';
import { codeUri, makeCodeSecret } from './code-generator.ts';
import { fallbackSchema } from './enrolment-password-routes.ts';
import { makeFallback } from './fallback-setting.ts';
import { isFreshlyProved } from './fresh-proof.ts';
import { recordSelfAudit } from './self-audit.ts';
import type { People } from './people.ts';
import { messageOf } from '../../platform/http/read-json.ts';

/** Routes of the caller's own password and code generator, where policy allows them. Setting them replaces both. */
export function defineOwnPassword(routes: GuardedRouter, people: People): void {
  const { knex, clock } = people;

  routes.ofOneself('post', '/v1/session/account/password/options', async (_request, response, principal) => {
    if (!isFreshlyProved(principal, clock.wallMs())) return sendFailure(response, { code: 'step-up-required' });
    const person = await findPerson(knex, principal.personId);
    if (person?.kind !== 'person') return sendFailure(response, { code: 'not-entitled' });
    const secret = makeCodeSecret();
    const { sealed } = people.ceremonies.begin({ kind: 'add-password', sessionId: principal.sessionId, secret });
    response.json({ ceremony: sealed, secret, uri: codeUri(secret, person.id) } satisfies GeneratorSecret);
  });

  routes.ofOneself('post', '/v1/session/account/password', async (request, response, principal) => {
    const body = messageOf(fallbackSchema, request, response);
    if (body === undefined) return;
    const ceremony = people.ceremonies.open(body.ceremony, 'add-password');
    if (ceremony?.about.sessionId !== principal.sessionId) return sendFailure(response, { code: 'sign-in-failed' });
    // Checked again: the proof may have expired since the ceremony began
    if (!isFreshlyProved(principal, clock.wallMs())) return sendFailure(response, { code: 'step-up-required' });
    const { personId, displayName } = principal;
    const made = await makeFallback(people, { id: personId, displayName }, { ...body, secret: ceremony.about.secret });
    if (made.kind === 'refused') {
      return sendFailure(response, { code: 'password-refused', faults: [{ path: '', message: made.fault }] });
    }
    const isSet = await people.commit(async (transaction) => {
      if (!(await people.ceremonies.use(transaction, ceremony))) return false;
      await putFallback(transaction, personId, made.fallback);
      await recordSelfAudit(people, transaction, principal, 'password.set');
      return true;
    });
    if (isSet) response.status(204).end();
    else sendFailure(response, { code: 'sign-in-failed' });
  });

  routes.ofOneself('delete', '/v1/session/account/password', async (_request, response, principal) => {
    if (!isFreshlyProved(principal, clock.wallMs())) return sendFailure(response, { code: 'step-up-required' });
    const { personId } = principal;
    const removed = await people.commit(async (transaction) => {
      const usable = (await listPasskeys(transaction, personId)).filter(({ regressedAt }) => regressedAt === null);
      if (usable.length === 0) return 'last';
      if (!(await deleteFallback(transaction, personId))) return 'unknown';
      await recordSelfAudit(people, transaction, principal, 'password.remove');
      return 'removed';
    });
    if (removed === 'removed') response.status(204).end();
    else sendFailure(response, { code: removed === 'last' ? 'last-credential' : 'not-found' });
  });
}
