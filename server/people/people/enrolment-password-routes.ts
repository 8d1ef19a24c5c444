import type { Router } from 'express';
import { z } from 'zod';
import { personIdSchema } from '../../platform/access/vocabulary.ts';
import { refuse } from '../../platform/base/refusal.ts';
import { publicRoutes } from '../../platform/http/public-routes.ts';
import { refused } from '../../platform/http/route.ts';
import { putFallback } from './tables/fallbacks.ts';
import { generatorSchema } from './answers/people.ts';
import { beginSession } from './begin-session.ts';
import { sealedCeremonySchema } from './ceremony.ts';
import { codeUri, makeCodeSecret } from './code-generator.ts';
import { candidateOf, useCode } from './enrolment.ts';
import { beginSchema, BY_CODE } from './enrolment-routes.ts';
import { makeFallback } from './fallback-setting.ts';
import { markDevice } from './known-device.ts';
import type { People } from './people.ts';

export const fallbackSchema = z.strictObject({
  ceremony: sealedCeremonySchema,
  password: z.string().max(512),
  code: z.string().max(16),
});

/** Routes of enrolment with a password and a code generator, where policy allows them. */
export function enrolmentPasswordRoutes(people: People): Router {
  const routes = publicRoutes();
  const ofOptions = { body: beginSchema, answer: generatorSchema };
  routes.post('/v1/people/enrolment/password/options', BY_CODE, ofOptions, async ({ body, request }) => {
    const candidate = await candidateOf(people, body, request.socket.remoteAddress);
    if (candidate.kind === 'refused') return candidate;
    const secret = makeCodeSecret();
    const { sealed } = people.ceremonies.begin({ kind: 'enrol-password', ...candidate.about, secret });
    return { ceremony: sealed, secret, uri: codeUri(secret, candidate.person.id) };
  });

  routes.post('/v1/people/enrolment/password', BY_CODE, { body: fallbackSchema }, async (asked) => {
    const { body, request, response } = asked;
    const ceremony = people.ceremonies.open(body.ceremony, 'enrol-password');
    if (ceremony === undefined) return refused('sign-in-failed');
    const { person, secret } = ceremony.about;
    const candidate = { id: personIdSchema.parse(person.id), displayName: person.displayName };
    const made = await makeFallback(people, candidate, { ...body, secret });
    if (made.kind === 'refused') return refuse('password-refused', made.fault);
    const personId = await beginSession(people, { request, response }, 'password', async (transaction) => {
      const personId = await useCode(people, transaction, ceremony);
      if (personId !== undefined) await putFallback(transaction, personId, made.fallback);
      return personId;
    });
    if (personId === undefined) return refused('enrolment-code-refused');
    markDevice(people, request, response, personId);
    return undefined;
  });
  return routes.router;
}
