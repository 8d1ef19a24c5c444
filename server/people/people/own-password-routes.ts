import type { GuardedRoutes } from '../../platform/access/guarded-router.ts';
import { refuse } from '../../platform/base/refusal.ts';
import { refused } from '../../platform/http/route.ts';
import { nothingSchema } from './passkey-routes.ts';
import { deleteFallback, putFallback } from './tables/fallbacks.ts';
import { listPasskeys } from './tables/passkeys.ts';
import { findPerson } from './tables/people.ts';
import { generatorSchema } from './answers/people.ts';
import { codeUri, makeCodeSecret } from './code-generator.ts';
import { fallbackSchema } from './enrolment-password-routes.ts';
import { makeFallback } from './fallback-setting.ts';
import { isFreshlyProved } from './fresh-proof.ts';
import { recordSelfAudit } from './self-audit.ts';
import type { People } from './people.ts';

/** Routes of the caller's own password and code generator, where policy allows them. Setting them replaces both. */
export function defineOwnPassword(routes: GuardedRoutes, people: People): void {
  const { knex } = people;

  const ofOptions = { bytes: nothingSchema, answer: generatorSchema };
  routes.ofOneself('post', '/v1/session/account/password/options', ofOptions, async ({ now }, principal) => {
    if (!isFreshlyProved(principal, now)) return refused('step-up-required');
    const person = await findPerson(knex, principal.personId);
    if (person?.kind !== 'person') return refused('not-entitled');
    const secret = makeCodeSecret();
    const { sealed } = people.ceremonies.begin({ kind: 'add-password', sessionId: principal.sessionId, secret });
    return { ceremony: sealed, secret, uri: codeUri(secret, person.id) };
  });

  const path = '/v1/session/account/password';
  routes.ofOneself('post', path, { body: fallbackSchema }, async ({ body, now }, principal) => {
    const ceremony = people.ceremonies.open(body.ceremony, 'add-password');
    if (ceremony?.about.sessionId !== principal.sessionId) return refused('sign-in-failed');
    // Checked again: the proof may have expired since the ceremony began
    if (!isFreshlyProved(principal, now)) return refused('step-up-required');
    const { personId, displayName } = principal;
    const made = await makeFallback(people, { id: personId, displayName }, { ...body, secret: ceremony.about.secret });
    if (made.kind === 'refused') return refuse('password-refused', made.fault);
    const isSet = await people.commit(async (transaction) => {
      if (!(await people.ceremonies.use(transaction, ceremony))) return false;
      await putFallback(transaction, personId, made.fallback);
      await recordSelfAudit(people, transaction, principal, 'password.set');
      return true;
    });
    return isSet ? undefined : refused('sign-in-failed');
  });

  routes.ofOneself('delete', path, {}, async ({ now }, principal) => {
    if (!isFreshlyProved(principal, now)) return refused('step-up-required');
    const { personId } = principal;
    const code = await people.commit(async (transaction) => {
      const usable = (await listPasskeys(transaction, personId)).filter(({ regressedAt }) => regressedAt === null);
      if (usable.length === 0) return 'last-credential';
      if (!(await deleteFallback(transaction, personId))) return 'not-found';
      await recordSelfAudit(people, transaction, principal, 'password.remove');
      return undefined;
    });
    return code && refused(code);
  });
}
