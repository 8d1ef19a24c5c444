import type { GuardedRouter } from '../../platform/access/guarded-router.ts';
import { z } from 'zod';
import { sendFailure } from '../../platform/http/wire-failure.ts';
import { findFallback, useCodeStep } from './tables/fallbacks.ts';
import { listPasskeys } from './tables/passkeys.ts';
import { sealedCeremonySchema } from './ceremony.ts';
import type { PasskeyRequest } from './answers/webauthn.ts';
import { ASSERTION_LIMIT_BYTES } from './passkey-routes.ts';
import { signedInOf, type People } from './people.ts';
import { holdAssertion, noteTaken, takeAssertion, type TakenAssertion } from './prove-passkey.ts';
import { judgeCodeOf } from './prove-password.ts';
import { messageOf } from '../../platform/http/read-json.ts';
import { renewProof } from './renew-proof.ts';
import { assertionResponseSchema, requestOptions } from './webauthn.ts';

const answerSchema = z.strictObject({ ceremony: sealedCeremonySchema, response: assertionResponseSchema });
export const codeSchema = z.strictObject({ code: z.string().max(16) });

/** Routes of the step-up: a fresh proof of identity for dangerous acts, valid for this session for a few minutes. */
export function defineStepUp(routes: GuardedRouter, people: People): void {
  routes.ofOneself('post', '/v1/session/step-up/passkey/options', async (_request, response, principal) => {
    const { sealed, challenge } = people.ceremonies.begin({ kind: 'step-up', sessionId: principal.sessionId });
    const known = await listPasskeys(people.knex, principal.personId);
    const options = await requestOptions(people.party, challenge, known);
    response.json({ ceremony: sealed, options } satisfies PasskeyRequest);
  });

  routes.ofOneself(
    'post',
    '/v1/session/step-up/passkey',
    { bodyLimitBytes: ASSERTION_LIMIT_BYTES },
    async (request, response) => {
      const body = messageOf(answerSchema, request, response);
      if (body === undefined) return;
      const signedIn = await signedInOf(people, request);
      if (signedIn === undefined) return sendFailure(response, { code: 'not-signed-in' });
      const { personId, id } = signedIn.session;
      const ceremony = people.ceremonies.open(body.ceremony, 'step-up');
      const isOfThis = ceremony?.about.sessionId === id;
      const held = ceremony && isOfThis ? await holdAssertion(people, ceremony, body.response) : undefined;
      let taken: TakenAssertion | undefined;
      const isProved =
        held?.personId === personId &&
        (await renewProof(people, { request, response }, signedIn, async (transaction) => {
          taken = await takeAssertion(people, transaction, held);
          return taken.kind === 'taken';
        }));
      if (isProved) {
        response.status(204).end();
        return;
      }
      noteTaken(people, taken, personId);
      people.signals.note('step-up-failed', personId);
      sendFailure(response, { code: 'sign-in-failed' });
    },
  );

  if (!people.config.passwords) return;
  routes.ofOneself('post', '/v1/session/step-up/code', async (request, response) => {
    const body = messageOf(codeSchema, request, response);
    if (body === undefined) return;
    const signedIn = await signedInOf(people, request);
    if (signedIn === undefined) return sendFailure(response, { code: 'not-signed-in' });
    const { personId } = signedIn.session;
    const subjects = [{ kind: 'step-up', name: personId } as const];
    const admission = await people.rateLimit.admit(subjects);
    if (admission.kind === 'refused') {
      people.signals.note('step-up-failed', personId);
      sendFailure(response, { code: 'rate-limited', retryAfterS: admission.retryAfterS });
      return;
    }
    const fallback = await findFallback(people.knex, personId);
    const judged = await judgeCodeOf(people, personId, fallback, body.code.replaceAll(/\s/g, ''));
    const isProved =
      judged.kind === 'right' &&
      (await renewProof(people, { request, response }, signedIn, async (transaction) => {
        if (!(await useCodeStep(transaction, personId, judged.step))) return false;
        await people.rateLimit.forgive(transaction, subjects);
        return true;
      }));
    if (isProved) {
      response.status(204).end();
      return;
    }
    people.signals.note(judged.kind === 'wrong' ? 'step-up-failed' : 'code-replayed', personId);
    sendFailure(response, { code: 'sign-in-failed' });
  });
}
