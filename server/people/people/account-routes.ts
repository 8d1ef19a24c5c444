import type { GuardedRoutes } from '../../platform/access/guarded-router.ts';
import { deleteSession, deleteSessionsOf } from './tables/sessions.ts';
import { NOT_FOUND } from '../../platform/http/route.ts';
import { accountSchema } from './answers/people.ts';
import { accountView } from './account-view.ts';
import { recordSelfAudit } from './self-audit.ts';
import type { People } from './people.ts';

/** Routes of the caller's own account and sessions. Ending a session needs no step-up, so that a person can react to a theft at once. */
export function defineAccount(routes: GuardedRoutes, people: People): void {
  const ofAccount = { query: 'any', answer: accountSchema } as const;
  routes.ofOneself('get', '/v1/session/account', ofAccount, (_asked, principal) => accountView(people, principal));

  routes.ofOneself('delete', '/v1/session/sessions/:id', {}, async ({ params }, { personId, sessionId }) => {
    const { id } = params;
    const isEnded = await people.commit(async (transaction) => {
      const isEnded = await deleteSession(transaction, personId, id);
      if (isEnded) await recordSelfAudit(people, transaction, { personId, sessionId }, 'session.end', { ended: id });
      return isEnded;
    });
    if (!isEnded) return NOT_FOUND;
    people.endings.announce([id]);
    return undefined;
  });

  // All sessions except the caller's current one
  routes.ofOneself('delete', '/v1/session/sessions', {}, async (_asked, { personId, sessionId }) => {
    const ended = await people.commit(async (transaction) => {
      const ended = await deleteSessionsOf(transaction, personId, sessionId);
      if (ended.length > 0)
        await recordSelfAudit(people, transaction, { personId, sessionId }, 'session.end', { count: ended.length });
      return ended;
    });
    people.endings.announce(ended);
  });
}
