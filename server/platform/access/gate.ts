import type { IncomingMessage } from 'node:http';
import type { Clock } from '../../../hardware/host/clock.ts';
import type { Principal } from './principal.ts';
import type { AccessRefusal, Act, Role } from './vocabulary.ts';

/** The parts of the server that guards need. */
export interface AccessGate {
  readonly clock: Clock;
  /** The signed-in person; `undefined` without a session. Read anew for each request, so that a revocation takes effect. */
  principalOf(request: IncomingMessage): Promise<Principal | undefined>;
  /** Called for each refusal of a signed-in person. Returns at once. */
  noteRefusal(principal: Principal, act: Act, code: AccessRefusal): void;
  /** Called before each request of a regulator is answered. Resolves when the ledger has it. @param subject id of what is read */
  noteReading(principal: Principal, role: Role, act: Act, subject: string | undefined): Promise<void>;
}
