import type { Router } from 'express';
import { z } from 'zod';
import { publicRoutes } from '../../platform/http/public-routes.ts';
import { refused } from '../../platform/http/route.ts';
import { SIGN_IN } from './passkey-routes.ts';
import { useCodeStep } from './tables/fallbacks.ts';
import { beginSession } from './begin-session.ts';
import { noteFailedSignIn } from './console-mark.ts';
import { markDevice, subjectOf } from './known-device.ts';
import type { People } from './people.ts';
import { provePassword } from './prove-password.ts';
import { addressSubject } from './sign-in-rate-limit.ts';

/** Any text is accepted as a name; an invalid name gets the same answer as an unknown one. */
const signInSchema = z.strictObject({
  name: z.string().max(64),
  password: z.string().max(512),
  code: z.string().max(16),
});

/** Routes to sign in with a password and a generator's code, where policy allows them. */
export function passwordRoutes(people: People): Router {
  const routes = publicRoutes();
  routes.post('/v1/session/password', SIGN_IN, { body: signInSchema }, async ({ body, request, response }) => {
    const name = body.name.trim().toLowerCase();
    const subjects = [addressSubject(request.socket.remoteAddress), subjectOf(people, request, name)];
    const admission = await people.rateLimit.admit(subjects);
    if (admission.kind === 'refused') {
      people.signals.note('sign-in-throttled');
      return { ...refused('rate-limited'), retryAfterS: admission.retryAfterS };
    }
    const proved = await provePassword(people, { ...body, name, code: body.code.replaceAll(/\s/g, '') });
    if (proved.kind === 'busy') {
      await people.queue.run((transaction) => people.rateLimit.forgive(transaction, subjects));
      return { ...refused('rate-limited'), retryAfterS: 1 };
    }
    const personId =
      proved.kind === 'failed'
        ? undefined
        : await beginSession(people, { request, response }, 'password', async (transaction) => {
            if (!(await useCodeStep(transaction, proved.personId, proved.step))) return undefined;
            await people.rateLimit.forgive(transaction, subjects);
            return proved.personId;
          });
    if (personId === undefined) {
      const isReplay = proved.kind === 'proved' || proved.isReplay;
      if (isReplay) people.signals.note('code-replayed');
      else noteFailedSignIn(people, request, proved.about);
      return refused('sign-in-failed');
    }
    markDevice(people, request, response, personId);
    return undefined;
  });
  return routes.router;
}
