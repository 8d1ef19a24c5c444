import express, { type RequestHandler, type Router } from 'express';
import { z } from 'zod';
import { answerMethodNotAllowed } from '../../platform/http/errors.ts';
import { sendFailure } from '../../platform/http/wire-failure.ts';
import type { PasskeyRequest } from './answers/webauthn.ts';
import { beginSession } from './begin-session.ts';
import { noteFailedSignIn } from './console-mark.ts';
import { sealedCeremonySchema } from './ceremony.ts';
import type { People } from './people.ts';
import { holdAssertion, noteTaken, takeAssertion, type TakenAssertion } from './prove-passkey.ts';
import { withJson } from '../../platform/http/read-json.ts';
import { addressSubject } from './sign-in-rate-limit.ts';
import { assertionResponseSchema, requestOptions } from './webauthn.ts';

export const nothingSchema = z.strictObject({});
export const answerSchema = z.strictObject({ ceremony: sealedCeremonySchema, response: assertionResponseSchema });

/** An assertion, with room for the certificates that some authenticators add. */
export const ASSERTION_LIMIT_BYTES = 16_384;

/** Routes to sign in with a passkey. No name is asked, so answers do not reveal which accounts exist. */
export function passkeyRoutes(people: People): Router {
  const router = express.Router({ strict: true, caseSensitive: true });
  router
    .route('/v1/session/passkey/options')
    .post(
      limitedByAddress(people),
      withJson(nothingSchema, async (_body, _request, response) => {
        const { sealed, challenge } = people.ceremonies.begin({ kind: 'sign-in' });
        const options = await requestOptions(people.party, challenge);
        response.json({ ceremony: sealed, options } satisfies PasskeyRequest);
      }),
    )
    .all(answerMethodNotAllowed('POST'));
  router
    .route('/v1/session/passkey')
    .post(
      limitedByAddress(people),
      withJson(
        answerSchema,
        async (body, request, response) => {
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
          if (personId !== undefined) {
            response.status(204).end();
            return;
          }
          if (held === undefined) noteFailedSignIn(people, request);
          else noteTaken(people, taken, held.personId);
          sendFailure(response, { code: 'sign-in-failed' });
        },
        ASSERTION_LIMIT_BYTES,
      ),
    )
    .all(answerMethodNotAllowed('POST'));
  return router;
}

/** Limits requests by address where nothing can be guessed but each request costs work. */
function limitedByAddress(people: People): RequestHandler {
  return (request, response, next) => {
    const retryAfterS = people.ceremonyRateLimit.take(addressSubject(request.socket.remoteAddress).name);
    if (retryAfterS === 0) {
      next();
      return;
    }
    people.signals.note('sign-in-throttled');
    sendFailure(response, { code: 'rate-limited', retryAfterS });
  };
}
