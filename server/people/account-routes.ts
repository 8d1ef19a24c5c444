import type { GuardedRouter } from '../access/guarded-router.ts';
import { sendFailure } from '../http/wire-failure.ts';
import { deleteSession, deleteSessionsOf } from './tables/sessions.ts';
import { accountView } from './account-view.ts';
import { recordOwn } from './own-act.ts';
import type { People } from './people.ts';

/** One's own account and sessions. Ending a session asks for no proof: whoever fears a thief must not be held up. */
export function defineAccount(routes: GuardedRouter, people: People): void {
  routes.ofOneself('get', '/v1/session/account', async (_request, response, principal) => {
    response.json(await accountView(people, principal));
  });

  routes.ofOneself('delete', '/v1/session/sessions/:id', async (request, response, { personId }) => {
    const id = String(request.params['id']);
    const isEnded = await people.commit(async (transaction) => {
      const isEnded = await deleteSession(transaction, personId, id);
      if (isEnded) await recordOwn(people, transaction, personId, 'session.end');
      return isEnded;
    });
    if (!isEnded) return sendFailure(response, { code: 'not-found' });
    people.endings.announce([id]);
    response.status(204).end();
  });

  // All but the one that asks
  routes.ofOneself('delete', '/v1/session/sessions', async (_request, response, { personId, sessionId }) => {
    const ended = await people.commit(async (transaction) => {
      const ended = await deleteSessionsOf(transaction, personId, sessionId);
      if (ended.length > 0) await recordOwn(people, transaction, personId, 'session.end', { count: ended.length });
      return ended;
    });
    people.endings.announce(ended);
    response.status(204).end();
  });
}
