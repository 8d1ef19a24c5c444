import type { GuardedRouter } from '../../platform/access/guarded-router.ts';
import { sendFailure } from '../../platform/http/wire-failure.ts';
import { deleteSession, deleteSessionsOf } from './tables/sessions.ts';
import { accountView } from './account-view.ts';
import { recordSelfAudit } from './self-audit.ts';
import type { People } from './people.ts';

/** Routes of the caller's own account and sessions. Ending a session needs no step-up, so that a person can react to a theft at once. */
export function defineAccount(routes: GuardedRouter, people: People): void {
  routes.ofOneself('get', '/v1/session/account', async (_request, response, principal) => {
    response.json(await accountView(people, principal));
  });

  routes.ofOneself('delete', '/v1/session/sessions/:id', async (request, response, { personId, sessionId }) => {
    const id = String(request.params['id']);
    const isEnded = await people.commit(async (transaction) => {
      const isEnded = await deleteSession(transaction, personId, id);
      if (isEnded) await recordSelfAudit(people, transaction, { personId, sessionId }, 'session.end', { ended: id });
      return isEnded;
    });
    if (!isEnded) return sendFailure(response, { code: 'not-found' });
    people.endings.announce([id]);
    response.status(204).end();
  });

  // All sessions except the caller's current one
  routes.ofOneself('delete', '/v1/session/sessions', async (_request, response, { personId, sessionId }) => {
    const ended = await people.commit(async (transaction) => {
      const ended = await deleteSessionsOf(transaction, personId, sessionId);
      if (ended.length > 0)
        await recordSelfAudit(people, transaction, { personId, sessionId }, 'session.end', { count: ended.length });
      return ended;
    });
    people.endings.announce(ended);
    response.status(204).end();
  });
}
