import type { IncomingMessage } from 'node:http';
import type { Clock } from '../base/clock.ts';
import type { Principal } from './principal.ts';
import type { AccessRefusal, Act } from './vocabulary.ts';

/** What guards need of the rest of the server. */
export interface AccessGate {
  readonly clock: Clock;
  /** Who asks; `undefined` when nobody is signed in. Asked anew at each request, so that what was revoked no longer counts. */
  principalOf(request: IncomingMessage): Promise<Principal | undefined>;
  /** Is told whenever somebody who is signed in was refused. Returns at once. */
  noteRefusal(principal: Principal, act: Act, code: AccessRefusal): void;
}
