import express, { type Router } from 'express';
import { z } from 'zod';
import { ROLES } from '../access/vocabulary.ts';
import { answerMethodNotAllowed } from '../api/errors.ts';
import { sendFailure } from '../api/wire-failure.ts';
import { beginSession } from './begin-session.ts';
import { renewProof } from './renew-proof.ts';
import { haveDevelopmentPerson } from './development.ts';
import { signedInOf, type People } from './people.ts';
import { withJson } from './read-json.ts';

export const signInSchema = z.strictObject({ role: z.enum(ROLES) });
const stepUpSchema = z.strictObject({});

/** Signing in without a proof, as somebody invented. Only development has these addresses, and it serves its own machine only. */
export function developmentRoutes(people: People): Router {
  const router = express.Router({ strict: true, caseSensitive: true });
  router
    .route('/v1/development/sign-in')
    .post(
      withJson(signInSchema, async ({ role }, request, response) => {
        await beginSession(people, { request, response }, 'development', (transaction) =>
          haveDevelopmentPerson(transaction, role, people.clock.wallMs()),
        );
        response.status(204).end();
      }),
    )
    .all(answerMethodNotAllowed('POST'));
  router
    .route('/v1/development/step-up')
    .post(
      withJson(stepUpSchema, async (_body, request, response) => {
        const signedIn = await signedInOf(people, request);
        if (signedIn?.session.method !== 'development') sendFailure(response, { code: 'not-signed-in' });
        else if (await renewProof(people, { request, response }, signedIn)) response.status(204).end();
        else sendFailure(response, { code: 'not-signed-in' });
      }),
    )
    .all(answerMethodNotAllowed('POST'));
  return router;
}
