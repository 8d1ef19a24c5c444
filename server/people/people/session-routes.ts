import type { Request, Response, Router } from 'express';
import { publicRoutes } from '../../platform/http/public-routes.ts';
import { sessionSchema } from './answers/session.ts';
import { deleteSession } from './tables/sessions.ts';
import { cookieLine } from '../../platform/http/cookie.ts';
import { recordSelfAudit } from './self-audit.ts';
import { signedInOf, type People } from './people.ts';
import { sessionAnswer } from './session-view.ts';

/** Routes that return the session and sign out. Both answer everyone. */
export function sessionRoutes(people: People): Router {
  const routes = publicRoutes();
  const seen = 'reports whether the caller is signed in, and the sign-in methods';
  routes.get('/v1/session', seen, { answer: sessionSchema }, async ({ request }) =>
    sessionAnswer(people, await signedInOf(people, request)),
  );
  const ended = 'without a session it does nothing';
  routes.delete('/v1/session', ended, { query: 'none' }, ({ request, response }) => signOut(people, request, response));
  return routes.router;
}

/** Ends the session in the database, deletes the cookie, and asks the browser to clear its stored data. */
async function signOut(people: People, request: Request, response: Response): Promise<void> {
  const signedIn = await signedInOf(people, request);
  if (signedIn !== undefined) {
    const { id, personId } = signedIn.session;
    await people.commit(async (transaction) => {
      if (await deleteSession(transaction, personId, id))
        await recordSelfAudit(people, transaction, { personId, sessionId: id }, 'session.end');
    });
    people.endings.announce([id]);
  }
  response.append('Set-Cookie', cookieLine(request, 'postern-session', '', 0));
  response.set('Clear-Site-Data', '"cache", "storage"');
}
