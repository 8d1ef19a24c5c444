/** Shared state of sign-in, and what the rest of the server may ask about a request's identity. */
import type { Mode } from '../../../hardware/host/mode.ts';
import type { Socket } from 'node:net';
import type { Duty, Principal } from '../../platform/access/principal.ts';
import type { PersonId } from '../../platform/access/vocabulary.ts';
import type { TokenBuckets } from '../../../hardware/host/token-bucket.ts';
import type { Clock } from '../../../hardware/host/clock.ts';
import type { Events } from '../../platform/base/events.ts';
import type { Signals } from '../../records/signals/signals.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import type { Work, WriteQueue } from '../../platform/database/write-queue.ts';
import type { Ceremonies } from './ceremony.ts';
import { readCookie, type AskedBy } from '../../platform/http/cookie.ts';
import { restrictionsOf } from '../../records/restrictions/restriction-table.ts';
import type { PasswordHashing } from './password-hashing.ts';
import { developmentDuty, inventedAs } from './development.ts';
import type { Sealer } from './sealer.ts';
import type { SessionCodes } from './session-code.ts';
import type { SessionEndings } from './session-endings.ts';
import type { OpenSession, SessionLimits, Sessions } from './sessions.ts';
import type { SignInRateLimit } from './sign-in-rate-limit.ts';
import type { RelyingParty } from './webauthn.ts';

/** Knowledge about duties that sign-in needs. */
export interface AccessOfPeople {
  /** All duties of a person, including those not in force. */
  dutiesOf(database: Connection, personId: PersonId): Promise<readonly Duty[]>;
  /** Number of administrators missing until two can act. */
  missingAdministrators(database: Connection, now: number): Promise<number>;
  /** Whether the person is an administrator without whom fewer than two could act. */
  isNeededToAdminister(database: Connection, personId: PersonId, now: number): Promise<boolean>;
  /** Gives a person the duty of a first administrator; `false` when none is missing. */
  giveFirstAdministrator(transaction: Transaction, personId: PersonId, now: number): Promise<boolean>;
}

export interface PeopleConfig {
  readonly limits: SessionLimits;
  /** The domain to which passkeys are bound. */
  readonly relyingPartyId: string;
  /** Whether people may sign in with a password and a code generator, besides passkeys. */
  readonly passwords: boolean;
  /** Absolute path; absent when the operator has no such file. */
  readonly breachedPasswordsFile?: string;
}

export interface People {
  readonly knex: Connection;
  readonly queue: WriteQueue;
  readonly clock: Clock;
  readonly events: Events;
  readonly signals: Signals;
  readonly config: PeopleConfig & { readonly mode: Mode };
  readonly access: AccessOfPeople;
  readonly party: RelyingParty;
  readonly sealer: Sealer;
  readonly ceremonies: Ceremonies;
  readonly sessionCodes: SessionCodes;
  readonly sessions: Sessions;
  readonly endings: SessionEndings;
  readonly rateLimit: SignInRateLimit;
  /** Rate limit by address, for requests in which nothing can be guessed. */
  readonly ceremonyRateLimit: TokenBuckets;
  readonly passwords: PasswordHashing;
  /** Marks a connection as one of a signed-in person. */
  recognise(socket: Socket, personId: PersonId): void;
  /** Runs `work` in a transaction and waits until the ledger holds the acts that it recorded. */
  commit<T>(work: Work<T>): Promise<T>;
  /** The principal of a request, or of the request that opened a socket. `undefined` when no one is signed in. */
  sessionOf(request: AskedBy): Promise<Principal | undefined>;
  /** The principal of a session with current duties; `undefined` once the session has ended. Does not prolong the session. */
  principalIn(sessionId: string): Promise<Principal | undefined>;
}

/** The session and the person behind a request, with their duties. */
export interface SignedIn extends OpenSession {
  readonly principal: Principal;
}

/** The session of a request. Renews the idle limit unless the page sent the request by itself. */
export async function signedInOf(people: People, request: AskedBy): Promise<SignedIn | undefined> {
  const open = await people.sessions.find(readCookie(request, 'postern-session'));
  const principal = open === undefined ? undefined : await judgedAs(people, open);
  if (open === undefined || principal === undefined) return undefined;
  people.recognise(request.socket, open.person.id);
  // Background requests of a console must not prolong the session of a person who has left.
  if (request.headers['postern-background'] === undefined) people.sessions.touch(open.session);
  return { ...open, principal };
}

/** `undefined` for people who do not exist in this mode. */
export async function judgedAs(people: People, open: OpenSession): Promise<Principal | undefined> {
  const isInvented = open.person.kind === 'development';
  if (isInvented && people.config.mode !== 'development') return undefined;
  const duties = isInvented ? [] : await people.access.dutiesOf(people.knex, open.person.id);
  const restrictions = await restrictionsOf(people.knex, open.person.id, people.clock.wallMs());
  const since = restrictions.find(({ kind }) => kind === 'proof-required')?.from;
  return { ...principalOf(open, duties), ...(since !== undefined && { proofRequiredSince: since }) };
}

/** The principal of a session. An invented person holds only the duty of their role. */
function principalOf({ session, person }: OpenSession, duties: readonly Duty[]): Principal {
  const invented = person.kind === 'development' ? inventedAs(person.id) : undefined;
  return {
    personId: person.id,
    displayName: person.displayName,
    duties: invented === undefined ? duties : [...duties, developmentDuty(invented.role, session.signedInAt)],
    sessionId: session.id,
    signedInAt: session.signedInAt,
    steppedUpAt: session.steppedUpAt,
  };
}
