import type { IncomingMessage } from 'node:http';
import type { Clock } from '../../hardware/host/clock.ts';
import type { Principal } from './principal.ts';
import type { AccessRefusal, Act } from './vocabulary.ts';

/** The parts of the server that guards need. */
export interface AccessGate {
  readonly clock: Clock;
  /** The signed-in person; `undefined` without a session. Read anew for each request, so that a revocation takes effect. */
  principalOf(request: IncomingMessage): Promise<Principal | undefined>;
  /** Called for each refusal of a signed-in person. Returns at once. */
  noteRefusal(principal: Principal, act: Act, code: AccessRefusal): void;
}
