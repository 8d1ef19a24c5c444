import type { GuardedRoutes } from '../../platform/access/guarded-router.ts';
import { refused } from '../../platform/http/route.ts';
import { z } from 'zod';
import { findFallback, useCodeStep } from './tables/fallbacks.ts';
import { listPasskeys } from './tables/passkeys.ts';
import { passkeyRequestSchema } from './answers/webauthn.ts';
import { answerSchema, ASSERTION_LIMIT_BYTES, nothingSchema } from './passkey-routes.ts';
import { signedInOf, type People } from './people.ts';
import { holdAssertion, noteTaken, takeAssertion, type TakenAssertion } from './prove-passkey.ts';
import { judgeCodeOf } from './prove-password.ts';
import { renewProof } from './renew-proof.ts';
import { requestOptions } from './webauthn.ts';

const codeSchema = z.strictObject({ code: z.string().max(16) });

/** Routes of the step-up: a fresh proof of identity for dangerous acts, valid for this session for a few minutes. */
export function defineStepUp(routes: GuardedRoutes, people: People): void {
  const ofOptions = { bytes: nothingSchema, answer: passkeyRequestSchema };
  routes.ofOneself('post', '/v1/session/step-up/passkey/options', ofOptions, async (_asked, principal) => {
    const { sealed, challenge } = people.ceremonies.begin({ kind: 'step-up', sessionId: principal.sessionId });
    const known = await listPasskeys(people.knex, principal.personId);
    return { ceremony: sealed, options: await requestOptions(people.party, challenge, known) };
  });

  const ofAnswer = { body: answerSchema, maxBodyBytes: ASSERTION_LIMIT_BYTES };
  routes.ofOneself('post', '/v1/session/step-up/passkey', ofAnswer, async ({ body, request, response }) => {
    const signedIn = await signedInOf(people, request);
    if (signedIn === undefined) return refused('not-signed-in');
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
    if (isProved) return undefined;
    noteTaken(people, taken, personId);
    people.signals.note('step-up-failed', personId);
    return refused('sign-in-failed');
  });

  if (!people.config.passwords) return;
  const ofCode = { body: codeSchema };
  routes.ofOneself('post', '/v1/session/step-up/code', ofCode, async ({ body, request, response }) => {
    const signedIn = await signedInOf(people, request);
    if (signedIn === undefined) return refused('not-signed-in');
    const { personId } = signedIn.session;
    const subjects = [{ kind: 'step-up', name: personId } as const];
    const admission = await people.rateLimit.admit(subjects);
    if (admission.kind === 'refused') {
      people.signals.note('step-up-failed', personId);
      return { ...refused('rate-limited'), retryAfterS: admission.retryAfterS };
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
    if (isProved) return undefined;
    people.signals.note(judged.kind === 'wrong' ? 'step-up-failed' : 'code-replayed', personId);
    return refused('sign-in-failed');
  });
}
