import type { IncomingMessage } from 'node:http';
import type { Clock } from '../../../hardware/host/clock.ts';
import { TokenBuckets } from '../../../hardware/host/token-bucket.ts';
import { judgeEntry } from '../../platform/access/judge.ts';
import type { Principal } from '../../platform/access/principal.ts';
import type { AccessRefusal } from '../../platform/access/vocabulary.ts';
import { judgeOrigin, type AllowedHosts } from '../../platform/http/allowed-hosts.ts';
import type { People } from '../../people/people/people.ts';
import { ConnectionLimit } from './connection-limit.ts';
import { EVENT_PERMISSIONS } from './event-permissions.ts';

/** Maximum number of consoles, and of consoles per person, so that one person cannot occupy all. */
const CONSOLES = 256;
const CONSOLES_OF_ONE = 16;
/** Rate of new consoles of one person. Each reads its greeting from the database. */
const OPENING_RATE = { perSecond: 1, burst: 40 };

export interface AdmissionParts {
  readonly people: Pick<People, 'sessionOf'>;
  readonly clock: Clock;
  readonly allowed: () => AllowedHosts;
  readonly onFault: (error: unknown) => void;
}

/** Judges requests to open a console's connection. */
export class ConsoleAdmission {
  readonly #parts: AdmissionParts;
  readonly #openings: TokenBuckets;
  readonly #connections = new ConnectionLimit(CONSOLES_OF_ONE);
  readonly #admitted = new WeakMap<IncomingMessage, Principal>();

  constructor(parts: AdmissionParts) {
    this.#parts = parts;
    this.#openings = new TokenBuckets(OPENING_RATE, parts.clock);
  }

  /** Resolves to the reason of a refusal. @param consoles the number of open connections */
  async judge(request: IncomingMessage, consoles: () => number): Promise<string | undefined> {
    const { people, clock, allowed, onFault } = this.#parts;
    const judgement = judgeOrigin(allowed(), request);
    if (judgement !== 'allowed') return judgement;
    if (consoles() >= CONSOLES) return 'too-many-consoles';
    try {
      const principal = await people.sessionOf(request);
      const refusal = refusalOf(principal, clock.wallMs());
      if (principal === undefined || refusal !== undefined) return refusal ?? 'not-signed-in';
      if (this.#openings.take(principal.personId) > 0) return 'rate-limited';
      if (!this.#connections.take(principal.personId, request.socket)) return 'too-many-consoles';
      this.#admitted.set(request, principal);
      return undefined;
    } catch (error) {
      onFault(error);
      return 'unavailable';
    }
  }

  /** The person whose request was admitted. */
  principalOf(request: IncomingMessage): Principal | undefined {
    return this.#admitted.get(request);
  }
}

/** Why a person may not be connected; `undefined` when they may. */
export function refusalOf(principal: Principal | undefined, nowMs: number): AccessRefusal | undefined {
  const judgement = judgeEntry(principal, EVENT_PERMISSIONS.hello, nowMs);
  return judgement.kind === 'refused' ? judgement.code : undefined;
}
