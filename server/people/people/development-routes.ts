import express, { type Router } from 'express';
import { z } from 'zod';
import { ROLES } from '../../platform/access/vocabulary.ts';
import { answerMethodNotAllowed } from '../../platform/http/errors.ts';
import { refuseQuery } from '../../platform/http/query.ts';
import { sendFailure } from '../../platform/http/wire-failure.ts';
import { ORDER_ROLES } from '../../contract/order-vocabulary.ts';
import type { DevelopmentKeysView, DevelopmentPasskeyView } from './answers/development.ts';
import { beginSession } from './begin-session.ts';
import { renewProof } from './renew-proof.ts';
import { haveDevelopmentPerson, INVENTED, inventedAs } from './development.ts';
import { developmentOfficerKeys, developmentPasskey, haveDevelopmentPasskey } from './development-passkey.ts';
import { nothingSchema } from './passkey-routes.ts';
import { signedInOf, type People } from './people.ts';
import { withJson } from '../../platform/http/read-json.ts';

export const signInSchema = z.strictObject({ role: z.enum(ROLES), invented: z.enum(INVENTED).default('first') });

/**
 * Routes that sign in as an invented person without proof and return software passkeys. They exist only in development, which serves only
 * its own machine.
 */
export function developmentRoutes(people: People): Router {
  const router = express.Router({ strict: true, caseSensitive: true });
  router
    .route('/v1/development/sign-in')
    .post(
      withJson(signInSchema, async ({ role, invented }, request, response) => {
        await beginSession(people, { request, response }, 'development', async (transaction) => {
          const at = people.clock.wallMs();
          const personId = await haveDevelopmentPerson(transaction, { role, invented }, at);
          const signs = ORDER_ROLES.find((one) => one === role);
          if (signs !== undefined)
            await haveDevelopmentPasskey(transaction, people.sealer, { role: signs, invented }, at);
          return personId;
        });
        response.status(204).end();
      }),
    )
    .all(answerMethodNotAllowed('POST'));
  router
    .route('/v1/development/step-up')
    .post(
      withJson(nothingSchema, async (_body, request, response) => {
        const signedIn = await signedInOf(people, request);
        if (signedIn?.session.method !== 'development') sendFailure(response, { code: 'not-signed-in' });
        else if (await renewProof(people, { request, response }, signedIn)) response.status(204).end();
        else sendFailure(response, { code: 'not-signed-in' });
      }),
    )
    .all(answerMethodNotAllowed('POST'));
  router
    .route('/v1/development/officer-keys')
    .get(refuseQuery, (_request, response) => {
      const keys = developmentOfficerKeys(people.sealer);
      response.json({ rpId: people.party.id, origins: people.party.origins(), keys } satisfies DevelopmentKeysView);
    })
    .all(answerMethodNotAllowed('GET, HEAD'));
  router
    .route('/v1/development/passkey')
    .post(
      withJson(nothingSchema, async (_body, request, response) => {
        const signedIn = await signedInOf(people, request);
        const known = signedIn === undefined ? undefined : inventedAs(signedIn.person.id);
        const role = ORDER_ROLES.find((one) => one === known?.role);
        if (signedIn?.session.method !== 'development') return sendFailure(response, { code: 'not-signed-in' });
        if (role === undefined || known === undefined) return sendFailure(response, { code: 'no-passkey' });
        const { credentialId, secretKey } = developmentPasskey(people.sealer, { role, invented: known.invented });
        const text = Buffer.from(secretKey).toString('base64url');
        response.json({ credentialId, secretKey: text } satisfies DevelopmentPasskeyView);
      }),
    )
    .all(answerMethodNotAllowed('POST'));
  return router;
}
