import { z } from 'zod';
import type { GuardedRouter } from '../../platform/access/guarded-router.ts';
import { sendFailure } from '../../platform/http/wire-failure.ts';
import { findFallback } from './tables/fallbacks.ts';
import { deletePasskey, insertPasskey, listPasskeys, renamePasskey } from './tables/passkeys.ts';
import { findPerson } from './tables/people.ts';
import { sealedCeremonySchema } from './ceremony.ts';
import { isFreshlyProved } from './fresh-proof.ts';
import { recordSelfAudit } from './self-audit.ts';
import { ASSERTION_LIMIT_BYTES } from './passkey-routes.ts';
import { passkeyNameSchema } from './person-names.ts';
import type { People } from './people.ts';
import { messageOf } from '../../platform/http/read-json.ts';
import { creationOptions, registrationResponseSchema, verifyCreation } from './webauthn.ts';

export const addSchema = z.strictObject({
  ceremony: sealedCeremonySchema,
  response: registrationResponseSchema,
  name: passkeyNameSchema,
});
export const renameSchema = z.strictObject({ name: passkeyNameSchema });
/** More than a person carries, and few enough to protect the database. */
const PASSKEYS = 10;

/**
 * Routes of the caller's own passkeys. Adding and removing need a fresh proof; the last way to sign in cannot be removed. Proof and limit
 * are checked at the start of an addition and again at its end, because minutes, another page or another session may lie between.
 */
export function defineOwnPasskeys(routes: GuardedRouter, people: People): void {
  const { knex, queue, clock } = people;

  routes.ofOneself('post', '/v1/session/passkeys/options', async (_request, response, principal) => {
    if (!isFreshlyProved(principal, clock.wallMs())) return sendFailure(response, { code: 'step-up-required' });
    const person = await findPerson(knex, principal.personId);
    const known = await listPasskeys(knex, principal.personId);
    // Development people sign in without proof and need no passkey.
    if (person?.kind !== 'person' || known.length >= PASSKEYS) return sendFailure(response, { code: 'not-entitled' });
    const { sealed, challenge } = people.ceremonies.begin({ kind: 'add-passkey', sessionId: principal.sessionId });
    response.json({ ceremony: sealed, options: await creationOptions(people.party, person, challenge, known) });
  });

  routes.ofOneself(
    'post',
    '/v1/session/passkeys',
    { bodyLimitBytes: ASSERTION_LIMIT_BYTES },
    async (request, response, principal) => {
      const body = messageOf(addSchema, request, response);
      if (body === undefined) return;
      const { personId, sessionId } = principal;
      const ceremony = people.ceremonies.open(body.ceremony, 'add-passkey');
      const isOfThis = ceremony?.about.sessionId === sessionId;
      const made =
        ceremony && isOfThis ? await verifyCreation(people.party, ceremony.challenge, body.response) : undefined;
      if (ceremony === undefined || made === undefined) return sendFailure(response, { code: 'sign-in-failed' });
      const added = await people.commit(async (transaction) => {
        const now = clock.wallMs();
        if (!isFreshlyProved(principal, now)) return 'step-up-required';
        if ((await listPasskeys(transaction, personId)).length >= PASSKEYS) return 'not-entitled';
        if (!(await people.ceremonies.use(transaction, ceremony))) return 'sign-in-failed';
        const times = { addedAt: now, usedAt: null, regressedAt: null };
        if (!(await insertPasskey(transaction, { ...made, personId, name: body.name, ...times })))
          return 'sign-in-failed';
        await recordSelfAudit(people, transaction, principal, 'key.add');
        return 'added';
      });
      if (added === 'added') response.status(201).end();
      else sendFailure(response, { code: added });
    },
  );

  routes.ofOneself('patch', '/v1/session/passkeys/:id', async (request, response, { personId }) => {
    const body = messageOf(renameSchema, request, response);
    if (body === undefined) return;
    const id = String(request.params['id']);
    const isRenamed = await queue.run((transaction) => renamePasskey(transaction, { personId, id, name: body.name }));
    if (isRenamed) response.status(204).end();
    else sendFailure(response, { code: 'not-found' });
  });

  routes.ofOneself('delete', '/v1/session/passkeys/:id', async (request, response, principal) => {
    if (!isFreshlyProved(principal, clock.wallMs())) return sendFailure(response, { code: 'step-up-required' });
    const { personId } = principal;
    const id = String(request.params['id']);
    const removed = await people.commit(async (transaction) => {
      const others = (await listPasskeys(transaction, personId)).filter(
        (one) => one.id !== id && one.regressedAt === null,
      );
      const fallback = people.config.passwords ? await findFallback(transaction, personId) : undefined;
      if (others.length === 0 && fallback === undefined) return 'last';
      if (!(await deletePasskey(transaction, personId, id))) return 'unknown';
      await recordSelfAudit(people, transaction, principal, 'key.remove');
      return 'removed';
    });
    if (removed === 'removed') response.status(204).end();
    else sendFailure(response, { code: removed === 'last' ? 'last-credential' : 'not-found' });
  });
}
