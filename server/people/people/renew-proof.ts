import type { Request, Response } from 'express';
import type { Transaction } from '../../platform/database/connection.ts';
import { cookieLine } from '../../platform/http/cookie.ts';
import { recordSelfAudit } from './self-audit.ts';
import type { People, SignedIn } from './people.ts';

/**
 * Marks a session as freshly proved, in a transaction of `prove`, and replaces its token, so that a stolen old token does not get the new
 * right. `false` when the session was not proved, has ended, or was renewed in the meantime.
 */
export async function renewProof(
  people: People,
  { request, response }: { readonly request: Request; readonly response: Response },
  { session }: SignedIn,
  prove: (transaction: Transaction) => Promise<boolean> = () => Promise.resolve(true),
): Promise<boolean> {
  const token = await people.commit(async (transaction) => {
    if (!(await prove(transaction))) return undefined;
    const token = await people.sessions.stepUp(transaction, session);
    const by = { personId: session.personId, sessionId: session.id };
    if (token !== undefined) await recordSelfAudit(people, transaction, by, 'session.step-up');
    return token;
  });
  if (token === undefined) return false;
  response.append('Set-Cookie', cookieLine(request, 'postern-session', token));
  return true;
}
