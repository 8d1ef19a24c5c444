import express, { type Request, type Response, type Router } from 'express';
import { answerMethodNotAllowed } from '../../platform/http/errors.ts';
import { refuseQuery } from '../../platform/http/query.ts';
import { deleteSession } from './tables/sessions.ts';
import { cookieLine } from '../../platform/http/cookie.ts';
import { recordSelfAudit } from './self-audit.ts';
import { signedInOf, type People } from './people.ts';
import { sessionAnswer } from './session-view.ts';

/** Routes that return the session and sign out. Both answer everyone. */
export function sessionRoutes(people: People): Router {
  const router = express.Router({ strict: true, caseSensitive: true });
  router
    .route('/v1/session')
    .get(refuseQuery, async (request, response) => {
      response.json(await sessionAnswer(people, await signedInOf(people, request)));
    })
    .delete(refuseQuery, async (request, response) => {
      await signOut(people, request, response);
      response.status(204).end();
    })
    .all(answerMethodNotAllowed('GET', 'HEAD', 'DELETE'));
  return router;
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
