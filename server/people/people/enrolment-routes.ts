import express, { type Response, type Router } from 'express';
import { z } from 'zod';
import { answerMethodNotAllowed } from '../../platform/http/errors.ts';
import { sendFailure } from '../../platform/http/wire-failure.ts';
import { insertPasskey } from './tables/passkeys.ts';
import { findPerson } from './tables/people.ts';
import type { EnrolmentView } from './answers/people.ts';
import { beginSession } from './begin-session.ts';
import { sealedCeremonySchema } from './ceremony.ts';
import { candidateOf, findCode, useCode, type EnrolmentRefusal } from './enrolment.ts';
import { newPersonSchema, passkeyNameSchema } from './person-names.ts';
import { ASSERTION_LIMIT_BYTES } from './passkey-routes.ts';
import type { People } from './people.ts';
import { withJson } from '../../platform/http/read-json.ts';
import { creationOptions, registrationResponseSchema, verifyCreation } from './webauthn.ts';

export const codeSchema = z.string().max(64);
export const lookSchema = z.strictObject({ code: codeSchema });
export const beginSchema = z.strictObject({ code: codeSchema, person: newPersonSchema.optional() });
export const endSchema = z.strictObject({
  ceremony: sealedCeremonySchema,
  response: registrationResponseSchema,
  name: passkeyNameSchema,
});

/** Routes for the holder of a one-time code who cannot sign in yet. */
export function enrolmentRoutes(people: People): Router {
  const router = express.Router({ strict: true, caseSensitive: true });
  router
    .route('/v1/people/enrolment')
    .post(
      withJson(lookSchema, async (body, request, response) => {
        const found = await findCode(people, body.code, request.socket.remoteAddress);
        if (found.kind === 'refused') return refuse(response, found);
        const { purpose, personId, expiresAt } = found.code;
        const person = personId === null ? undefined : await findPerson(people.knex, personId);
        const view: EnrolmentView = {
          purpose,
          expiresAt,
          person: person === undefined ? null : { id: person.id, displayName: person.displayName },
        };
        response.json(view);
      }),
    )
    .all(answerMethodNotAllowed('POST'));
  router
    .route('/v1/people/enrolment/passkey/options')
    .post(
      withJson(beginSchema, async (body, request, response) => {
        const candidate = await candidateOf(people, body, request.socket.remoteAddress);
        if (candidate.kind === 'refused') return refuse(response, candidate);
        const { sealed, challenge } = people.ceremonies.begin({ kind: 'enrol-passkey', ...candidate.about });
        response.json({
          ceremony: sealed,
          options: await creationOptions(people.party, candidate.person, challenge, []),
        });
      }),
    )
    .all(answerMethodNotAllowed('POST'));
  router
    .route('/v1/people/enrolment/passkey')
    .post(
      withJson(
        endSchema,
        async (body, request, response) => {
          const ceremony = people.ceremonies.open(body.ceremony, 'enrol-passkey');
          const made =
            ceremony === undefined ? undefined : await verifyCreation(people.party, ceremony.challenge, body.response);
          if (ceremony === undefined || made === undefined) {
            sendFailure(response, { code: 'sign-in-failed' });
            return;
          }
          const personId = await beginSession(people, { request, response }, 'passkey', async (transaction) => {
            const personId = await useCode(people, transaction, ceremony);
            if (personId === undefined) return undefined;
            const times = { addedAt: people.clock.wallMs(), usedAt: null, regressedAt: null };
            const isNew = await insertPasskey(transaction, { ...made, personId, name: body.name, ...times });
            if (!isNew) throw new TypeError('the authenticator returned a credential that already exists');
            return personId;
          });
          if (personId === undefined) refuse(response, { kind: 'refused', code: 'enrolment-code-refused' });
          else response.status(204).end();
        },
        ASSERTION_LIMIT_BYTES,
      ),
    )
    .all(answerMethodNotAllowed('POST'));
  return router;
}

export function refuse(response: Response, refusal: EnrolmentRefusal): void {
  const { kind: _kind, ...failure } = refusal;
  sendFailure(response, failure);
}
