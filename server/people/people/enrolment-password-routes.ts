import express, { type Router } from 'express';
import { z } from 'zod';
import { personIdSchema } from '../../platform/access/vocabulary.ts';
import { answerMethodNotAllowed } from '../../platform/http/errors.ts';
import { sendFailure } from '../../platform/http/wire-failure.ts';
import { putFallback } from './tables/fallbacks.ts';
import type { GeneratorSecret } from './answers/people.ts';
import { beginSession } from './begin-session.ts';
import { sealedCeremonySchema } from './ceremony.ts';
import { codeUri, makeCodeSecret } from './code-generator.ts';
import { candidateOf, useCode } from './enrolment.ts';
import { beginSchema, refuse } from './enrolment-routes.ts';
import { makeFallback } from './fallback-setting.ts';
import { markDevice } from './known-device.ts';
import type { People } from './people.ts';
import { withJson } from '../../platform/http/read-json.ts';

export const fallbackSchema = z.strictObject({
  ceremony: sealedCeremonySchema,
  password: z.string().max(512),
  code: z.string().max(16),
});

/** Routes of enrolment with a password and a code generator, where policy allows them. */
export function enrolmentPasswordRoutes(people: People): Router {
  const router = express.Router({ strict: true, caseSensitive: true });
  router
    .route('/v1/people/enrolment/password/options')
    .post(
      withJson(beginSchema, async (body, request, response) => {
        const candidate = await candidateOf(people, body, request.socket.remoteAddress);
        if (candidate.kind === 'refused') return refuse(response, candidate);
        const secret = makeCodeSecret();
        const { sealed } = people.ceremonies.begin({ kind: 'enrol-password', ...candidate.about, secret });
        response.json({
          ceremony: sealed,
          secret,
          uri: codeUri(secret, candidate.person.id),
        } satisfies GeneratorSecret);
      }),
    )
    .all(answerMethodNotAllowed('POST'));
  router
    .route('/v1/people/enrolment/password')
    .post(
      withJson(fallbackSchema, async (body, request, response) => {
        const ceremony = people.ceremonies.open(body.ceremony, 'enrol-password');
        if (ceremony === undefined) {
          sendFailure(response, { code: 'sign-in-failed' });
          return;
        }
        const { person, secret } = ceremony.about;
        const candidate = { id: personIdSchema.parse(person.id), displayName: person.displayName };
        const made = await makeFallback(people, candidate, { ...body, secret });
        if (made.kind === 'refused') {
          sendFailure(response, { code: 'password-refused', faults: [{ path: '', message: made.fault }] });
          return;
        }
        const personId = await beginSession(people, { request, response }, 'password', async (transaction) => {
          const personId = await useCode(people, transaction, ceremony);
          if (personId !== undefined) await putFallback(transaction, personId, made.fallback);
          return personId;
        });
        if (personId === undefined) {
          refuse(response, { kind: 'refused', code: 'enrolment-code-refused' });
          return;
        }
        markDevice(people, request, response, personId);
        response.status(204).end();
      }),
    )
    .all(answerMethodNotAllowed('POST'));
  return router;
}
