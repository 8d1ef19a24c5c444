import type { Request, Router } from 'express';
import { z } from 'zod';
import { publicRoutes } from '../../platform/http/public-routes.ts';
import { refused, type Refused } from '../../platform/http/route.ts';
import { passkeyRequestSchema } from './answers/webauthn.ts';
import { beginSession } from './begin-session.ts';
import { noteFailedSignIn } from './console-mark.ts';
import { sealedCeremonySchema } from './ceremony.ts';
import type { People } from './people.ts';
import { holdAssertion, noteTaken, takeAssertion, type TakenAssertion } from './prove-passkey.ts';
import { addressSubject } from './sign-in-rate-limit.ts';
import { assertionResponseSchema, requestOptions } from './webauthn.ts';

export const nothingSchema = z.strictObject({});
export const answerSchema = z.strictObject({ ceremony: sealedCeremonySchema, response: assertionResponseSchema });

export const SIGN_IN = 'sign-in: rate-limited, and does not reveal which accounts exist';

/** An assertion, with room for the certificates that some authenticators add. */
export const ASSERTION_LIMIT_BYTES = 16_384;

/** Routes to sign in with a passkey. No name is asked, so answers do not reveal which accounts exist. */
export function passkeyRoutes(people: People): Router {
  const routes = publicRoutes();
  const admit = limitedByAddress(people);

  const ofOptions = { admit, body: nothingSchema, answer: passkeyRequestSchema };
  routes.post('/v1/session/passkey/options', SIGN_IN, ofOptions, async () => {
    const { sealed, challenge } = people.ceremonies.begin({ kind: 'sign-in' });
    return { ceremony: sealed, options: await requestOptions(people.party, challenge) };
  });

  const ofAnswer = { admit, body: answerSchema, maxBodyBytes: ASSERTION_LIMIT_BYTES };
  routes.post('/v1/session/passkey', SIGN_IN, ofAnswer, async ({ body, request, response }) => {
    const ceremony = people.ceremonies.open(body.ceremony, 'sign-in');
    const held = ceremony === undefined ? undefined : await holdAssertion(people, ceremony, body.response);
    let taken: TakenAssertion | undefined;
    const personId =
      held === undefined
        ? undefined
        : await beginSession(people, { request, response }, 'passkey', async (transaction) => {
            taken = await takeAssertion(people, transaction, held);
            return taken.kind === 'taken' ? held.personId : undefined;
          });
    if (personId !== undefined) return undefined;
    if (held === undefined) noteFailedSignIn(people, request);
    else noteTaken(people, taken, held.personId);
    return refused('sign-in-failed');
  });
  return routes.router;
}

/** Limits requests by address where nothing can be guessed but each request costs work. */
function limitedByAddress(people: People) {
  return (request: Request): Refused | undefined => {
    const retryAfterS = people.ceremonyRateLimit.take(addressSubject(request.socket.remoteAddress).name);
    if (retryAfterS === 0) return undefined;
    people.signals.note('sign-in-throttled');
    return { ...refused('rate-limited'), retryAfterS };
  };
}
