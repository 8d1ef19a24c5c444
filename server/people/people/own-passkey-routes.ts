import { z } from 'zod';
import type { GuardedRoutes } from '../../platform/access/guarded-router.ts';
import { findFallback } from './tables/fallbacks.ts';
import { deletePasskey, insertPasskey, listPasskeys, renamePasskey } from './tables/passkeys.ts';
import { findPerson } from './tables/people.ts';
import { sealedCeremonySchema } from './ceremony.ts';
import { isFreshlyProved } from './fresh-proof.ts';
import { recordSelfAudit } from './self-audit.ts';
import { NOT_FOUND, refused } from '../../platform/http/route.ts';
import { passkeyCreationSchema } from './answers/webauthn.ts';
import { ASSERTION_LIMIT_BYTES, nothingSchema } from './passkey-routes.ts';
import { passkeyNameSchema } from './person-names.ts';
import type { People } from './people.ts';
import { creationOptions, registrationResponseSchema, verifyCreation } from './webauthn.ts';

const addSchema = z.strictObject({
  ceremony: sealedCeremonySchema,
  response: registrationResponseSchema,
  name: passkeyNameSchema,
});
const renameSchema = z.strictObject({ name: passkeyNameSchema });
/** More than a person carries, and few enough to protect the database. */
const PASSKEYS = 10;

/**
 * Routes of the caller's own passkeys. Adding and removing need a fresh proof; the last way to sign in cannot be removed. Proof and limit
 * are checked at the start of an addition and again at its end, because minutes, another page or another session may lie between.
 */
export function defineOwnPasskeys(routes: GuardedRoutes, people: People): void {
  const { knex, queue, clock } = people;

  const ofOptions = { bytes: nothingSchema, answer: passkeyCreationSchema };
  routes.ofOneself('post', '/v1/session/passkeys/options', ofOptions, async ({ now }, principal) => {
    if (!isFreshlyProved(principal, now)) return refused('step-up-required');
    const person = await findPerson(knex, principal.personId);
    const known = await listPasskeys(knex, principal.personId);
    // Development people sign in without proof and need no passkey.
    if (person?.kind !== 'person' || known.length >= PASSKEYS) return refused('not-entitled');
    const { sealed, challenge } = people.ceremonies.begin({ kind: 'add-passkey', sessionId: principal.sessionId });
    return { ceremony: sealed, options: await creationOptions(people.party, person, challenge, known) };
  });

  const ofAddition = { body: addSchema, maxBodyBytes: ASSERTION_LIMIT_BYTES, status: 201 };
  routes.ofOneself('post', '/v1/session/passkeys', ofAddition, async ({ body }, principal) => {
    const { personId, sessionId } = principal;
    const ceremony = people.ceremonies.open(body.ceremony, 'add-passkey');
    const isOfThis = ceremony?.about.sessionId === sessionId;
    const made =
      ceremony && isOfThis ? await verifyCreation(people.party, ceremony.challenge, body.response) : undefined;
    if (ceremony === undefined || made === undefined) return refused('sign-in-failed');
    const code = await people.commit(async (transaction) => {
      const now = clock.wallMs();
      if (!isFreshlyProved(principal, now)) return 'step-up-required';
      if ((await listPasskeys(transaction, personId)).length >= PASSKEYS) return 'not-entitled';
      if (!(await people.ceremonies.use(transaction, ceremony))) return 'sign-in-failed';
      const times = { addedAt: now, usedAt: null, regressedAt: null };
      if (!(await insertPasskey(transaction, { ...made, personId, name: body.name, ...times })))
        return 'sign-in-failed';
      await recordSelfAudit(people, transaction, principal, 'key.add');
      return undefined;
    });
    return code && refused(code);
  });

  routes.ofOneself('patch', '/v1/session/passkeys/:id', { body: renameSchema }, async ({ params, body }, person) => {
    const { id } = params;
    const { personId } = person;
    const isRenamed = await queue.run((transaction) => renamePasskey(transaction, { personId, id, name: body.name }));
    return isRenamed ? undefined : NOT_FOUND;
  });

  routes.ofOneself('delete', '/v1/session/passkeys/:id', {}, async ({ params, now }, principal) => {
    if (!isFreshlyProved(principal, now)) return refused('step-up-required');
    const { personId } = principal;
    const { id } = params;
    const code = await people.commit(async (transaction) => {
      const others = (await listPasskeys(transaction, personId)).filter(
        (one) => one.id !== id && one.regressedAt === null,
      );
      const fallback = people.config.passwords ? await findFallback(transaction, personId) : undefined;
      if (others.length === 0 && fallback === undefined) return 'last-credential';
      if (!(await deletePasskey(transaction, personId, id))) return 'not-found';
      await recordSelfAudit(people, transaction, principal, 'key.remove');
      return undefined;
    });
    return code && refused(code);
  });
}
