import type { Request, Response } from 'express';
import type { PersonId } from '../../platform/access/vocabulary.ts';
import type { Transaction } from '../../platform/database/connection.ts';
import { deleteSession } from './tables/sessions.ts';
import type { SignInMethod } from './answers/session.ts';
import { cookieLine } from '../../platform/http/cookie.ts';
import { keepConsole, knownConsole, newConsole } from './console-mark.ts';
import { deviceLabel } from './device-label.ts';
import { networkDigest } from './network-digest.ts';
import { recordSelfAudit } from './self-audit.ts';
import { signedInOf, type People } from './people.ts';

/**
 * Begins a session for a person who has proved their identity, in a transaction of `prove`, and sets the cookie once the session is
 * durable. The token is always new and the browser's previous session ends, which prevents session fixation.
 */
export async function beginSession(
  people: People,
  { request, response }: { readonly request: Request; readonly response: Response },
  method: SignInMethod,
  prove: (transaction: Transaction) => Promise<PersonId | undefined>,
): Promise<PersonId | undefined> {
  const before = await signedInOf(people, request);
  const device = deviceLabel(request.headers['user-agent']);
  const at = knownConsole(people, request) ?? newConsole(people);
  const network = networkDigest(people, request.socket.remoteAddress ?? '');
  const begun = await people.commit(async (transaction) => {
    const personId = await prove(transaction);
    if (personId === undefined) return undefined;
    if (before !== undefined) await deleteSession(transaction, before.session.personId, before.session.id);
    const begun = await people.sessions.begin(transaction, { personId, method, device });
    const replaces = before === undefined ? {} : { replaces: before.session.id };
    const by = { personId, sessionId: begun.session.id };
    await recordSelfAudit(people, transaction, by, 'session.begin', {
      method,
      console: at.digest,
      network,
      ...replaces,
    });
    return begun;
  });
  if (begun === undefined) return undefined;
  if (before !== undefined) people.endings.announce([before.session.id]);
  response.append('Set-Cookie', cookieLine(request, 'postern-session', begun.token));
  keepConsole(people, request, response, at);
  return begun.session.personId;
}
