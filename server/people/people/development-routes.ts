import type { Router } from 'express';
import { z } from 'zod';
import { ROLES } from '../../platform/access/vocabulary.ts';
import { publicRoutes } from '../../platform/http/public-routes.ts';
import { refused } from '../../platform/http/route.ts';
import { ORDER_ROLES } from '../../contract/order-vocabulary.ts';
import { developmentKeysSchema, developmentPasskeySchema } from './answers/development.ts';
import { beginSession } from './begin-session.ts';
import { renewProof } from './renew-proof.ts';
import { haveDevelopmentPerson, INVENTED, inventedAs } from './development.ts';
import { developmentOfficerKeys, developmentPasskey, haveDevelopmentPasskey } from './development-passkey.ts';
import { nothingSchema } from './passkey-routes.ts';
import { signedInOf, type People } from './people.ts';

const DEVELOPMENT = 'development only, loopback only';
const signInSchema = z.strictObject({ role: z.enum(ROLES), invented: z.enum(INVENTED).default('first') });

/**
 * Routes that sign in as an invented person without proof and return software passkeys. They exist only in development, which serves only
 * its own machine.
 */
export function developmentRoutes(people: People): Router {
  const routes = publicRoutes();
  routes.post('/v1/development/sign-in', DEVELOPMENT, { body: signInSchema }, async ({ body, request, response }) => {
    const { role, invented } = body;
    await beginSession(people, { request, response }, 'development', async (transaction) => {
      const at = people.clock.wallMs();
      const personId = await haveDevelopmentPerson(transaction, { role, invented }, at);
      const signs = ORDER_ROLES.find((one) => one === role);
      if (signs !== undefined) await haveDevelopmentPasskey(transaction, people.sealer, { role: signs, invented }, at);
      return personId;
    });
  });

  routes.post('/v1/development/step-up', DEVELOPMENT, { body: nothingSchema }, async ({ request, response }) => {
    const signedIn = await signedInOf(people, request);
    const isProved =
      signedIn?.session.method === 'development' && (await renewProof(people, { request, response }, signedIn));
    return isProved ? undefined : refused('not-signed-in');
  });

  routes.get('/v1/development/officer-keys', DEVELOPMENT, { answer: developmentKeysSchema }, () => ({
    rpId: people.party.id,
    origins: people.party.origins(),
    keys: developmentOfficerKeys(people.sealer),
  }));

  const ofPasskey = { body: nothingSchema, answer: developmentPasskeySchema };
  routes.post('/v1/development/passkey', DEVELOPMENT, ofPasskey, async ({ request }) => {
    const signedIn = await signedInOf(people, request);
    const known = signedIn === undefined ? undefined : inventedAs(signedIn.person.id);
    const role = ORDER_ROLES.find((one) => one === known?.role);
    if (signedIn?.session.method !== 'development') return refused('not-signed-in');
    if (role === undefined || known === undefined) return refused('no-passkey');
    const { credentialId, secretKey } = developmentPasskey(people.sealer, { role, invented: known.invented });
    return { credentialId, secretKey: Buffer.from(secretKey).toString('base64url') };
  });
  return routes.router;
}
