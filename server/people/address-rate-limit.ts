import type { RequestHandler } from 'express';
import { sendFailure } from '../http/wire-failure.ts';
import type { People } from './people.ts';
import { addressSubject } from './sign-in-rate-limit.ts';

/** Limits requests by address where nothing can be guessed but each request costs work. */
export function limitedByAddress(people: People): RequestHandler {
  return (request, response, next) => {
    const retryAfterS = people.ceremonyRateLimit.take(addressSubject(request.socket.remoteAddress).name);
    if (retryAfterS === 0) {
      next();
      return;
    }
    people.signals.note('sign-in-throttled');
    sendFailure(response, { code: 'rate-limited', retryAfterS });
  };
}
