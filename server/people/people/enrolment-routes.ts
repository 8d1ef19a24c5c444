import type { Router } from 'express';
import { z } from 'zod';
import { publicRoutes } from '../../platform/http/public-routes.ts';
import { refused } from '../../platform/http/route.ts';
import { insertPasskey } from './tables/passkeys.ts';
import { findPerson } from './tables/people.ts';
import { enrolmentSchema } from './answers/people.ts';
import { passkeyCreationSchema } from './answers/webauthn.ts';
import { beginSession } from './begin-session.ts';
import { sealedCeremonySchema } from './ceremony.ts';
import { candidateOf, findCode, useCode } from './enrolment.ts';
import { newPersonSchema, passkeyNameSchema } from './person-names.ts';
import { ASSERTION_LIMIT_BYTES } from './passkey-routes.ts';
import type { People } from './people.ts';
import { creationOptions, registrationResponseSchema, verifyCreation } from './webauthn.ts';

export const BY_CODE = 'registers the first key with a one-time code, which cannot be guessed';

const codeSchema = z.string().max(64);
const lookSchema = z.strictObject({ code: codeSchema });
export const beginSchema = z.strictObject({ code: codeSchema, person: newPersonSchema.optional() });
const endSchema = z.strictObject({
  ceremony: sealedCeremonySchema,
  response: registrationResponseSchema,
  name: passkeyNameSchema,
});

/** Routes for the holder of a one-time code who cannot sign in yet. */
export function enrolmentRoutes(people: People): Router {
  const routes = publicRoutes();
  const ofLook = { body: lookSchema, answer: enrolmentSchema };
  routes.post('/v1/people/enrolment', BY_CODE, ofLook, async ({ body, request }) => {
    const found = await findCode(people, body.code, request.socket.remoteAddress);
    if (found.kind === 'refused') return found;
    const { purpose, personId, expiresAt } = found.code;
    const person = personId === null ? undefined : await findPerson(people.knex, personId);
    return {
      purpose,
      expiresAt,
      person: person === undefined ? null : { id: person.id, displayName: person.displayName },
    };
  });

  const ofOptions = { body: beginSchema, answer: passkeyCreationSchema };
  routes.post('/v1/people/enrolment/passkey/options', BY_CODE, ofOptions, async ({ body, request }) => {
    const candidate = await candidateOf(people, body, request.socket.remoteAddress);
    if (candidate.kind === 'refused') return candidate;
    const { sealed, challenge } = people.ceremonies.begin({ kind: 'enrol-passkey', ...candidate.about });
    return { ceremony: sealed, options: await creationOptions(people.party, candidate.person, challenge, []) };
  });

  const ofEnd = { body: endSchema, maxBodyBytes: ASSERTION_LIMIT_BYTES };
  routes.post('/v1/people/enrolment/passkey', BY_CODE, ofEnd, async ({ body, request, response }) => {
    const ceremony = people.ceremonies.open(body.ceremony, 'enrol-passkey');
    const made =
      ceremony === undefined ? undefined : await verifyCreation(people.party, ceremony.challenge, body.response);
    if (ceremony === undefined || made === undefined) return refused('sign-in-failed');
    const personId = await beginSession(people, { request, response }, 'passkey', async (transaction) => {
      const personId = await useCode(people, transaction, ceremony);
      if (personId === undefined) return undefined;
      const times = { addedAt: people.clock.wallMs(), usedAt: null, regressedAt: null };
      const isNew = await insertPasskey(transaction, { ...made, personId, name: body.name, ...times });
      if (!isNew) throw new TypeError('the authenticator returned a credential that already exists');
      return personId;
    });
    return personId === undefined ? refused('enrolment-code-refused') : undefined;
  });
  return routes.router;
}
