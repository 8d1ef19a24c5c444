import type { RequestHandler } from 'express';
import { sendFailure } from '../http/wire-failure.ts';
import type { People } from './people.ts';
import { addressSubject } from './sign-in-paces.ts';

/** For what cannot be guessed and only costs work: an address may do it often, not without end. */
export function pacedByAddress(people: People): RequestHandler {
  return (request, response, next) => {
    const retryAfterS = people.ceremonyPace.take(addressSubject(request.socket.remoteAddress).name);
    if (retryAfterS === 0) {
      next();
      return;
    }
    people.signals.note('sign-in-throttled');
    sendFailure(response, { code: 'rate-limited', retryAfterS });
  };
}
