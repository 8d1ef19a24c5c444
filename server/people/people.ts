/** What the parts of sign-in share, and what the rest of the server may ask about who somebody is. */
import type { Socket } from 'node:net';
import type { Duty, Principal } from '../access/principal.ts';
import type { PersonId } from '../access/vocabulary.ts';
import type { TokenBuckets } from '../base/token-bucket.ts';
import type { Clock } from '../base/clock.ts';
import type { Events } from '../base/events.ts';
import type { Signals } from '../signals/signals.ts';
import type { Connection, Transaction } from '../database/connection.ts';
import type { Work, WriteQueue } from '../database/write-queue.ts';
import type { Ceremonies } from './ceremony.ts';
import { readCookie, type AskedBy } from '../http/cookie.ts';
import type { PasswordHashing } from './password-hashing.ts';
import { principalOf } from './principal-of.ts';
import type { Sealer } from './sealer.ts';
import type { SessionEndings } from './session-endings.ts';
import type { OpenSession, SessionLimits, Sessions } from './sessions.ts';
import type { SignInPaces } from './sign-in-paces.ts';
import type { RelyingParty } from './webauthn.ts';

/** What access knows and sign-in does not. */
export interface AccessOfPeople {
  /** All duties of a person, those not in force among them. */
  dutiesOf(database: Connection, personId: PersonId): Promise<readonly Duty[]>;
  /** How many administrators are missing until two can act. */
  missingAdministrators(database: Connection, now: number): Promise<number>;
  /** Whether the person is an administrator without whom fewer than two could act. */
  isNeededToAdminister(database: Connection, personId: PersonId, now: number): Promise<boolean>;
  /** Gives a person the duty of a first administrator; `false` when none is missing. */
  giveFirstAdministrator(transaction: Transaction, personId: PersonId, now: number): Promise<boolean>;
}

export interface PeopleConfig {
  readonly limits: SessionLimits;
  /** The domain that passkeys are bound to. */
  readonly relyingPartyId: string;
  /** Whether a password with a code generator is a way to sign in beside passkeys. */
  readonly passwords: boolean;
  /** Absolute; absent: none is known here. */
  readonly breachedPasswordsFile?: string;
}

export interface People {
  readonly knex: Connection;
  readonly queue: WriteQueue;
  readonly clock: Clock;
  readonly events: Events;
  readonly signals: Signals;
  readonly config: PeopleConfig & { readonly mode: 'development' | 'production' };
  readonly access: AccessOfPeople;
  readonly party: RelyingParty;
  readonly sealer: Sealer;
  readonly ceremonies: Ceremonies;
  readonly sessions: Sessions;
  readonly endings: SessionEndings;
  readonly paces: SignInPaces;
  /** By address, for what cannot be guessed. */
  readonly ceremonyPace: TokenBuckets;
  readonly passwords: PasswordHashing;
  /** A connection belongs to a person who is signed in. */
  recognise(socket: Socket, personId: PersonId): void;
  /** Runs a work in a transaction and waits until the ledger has the acts it recorded. */
  commit<T>(work: Work<T>): Promise<T>;
  /** Who is behind a request, or behind the request that a socket began with. `undefined` when nobody is signed in. */
  sessionOf(request: AskedBy): Promise<Principal | undefined>;
  /** Whose session this is, as they stand now; `undefined` once it has ended. Keeps nobody signed in. */
  principalIn(sessionId: string): Promise<Principal | undefined>;
}

/** The session and the person behind a request, with their duties. */
export interface SignedIn extends OpenSession {
  readonly principal: Principal;
}

/** The session, with its person and principal. Renews the session's idle limit unless the page asked by itself. */
export async function signedInOf(people: People, request: AskedBy): Promise<SignedIn | undefined> {
  const open = await people.sessions.find(readCookie(request, 'postern-session'));
  const principal = open === undefined ? undefined : await judgedAs(people, open);
  if (open === undefined || principal === undefined) return undefined;
  people.recognise(request.socket, open.person.id);
  // What a console asks by itself keeps nobody signed in who has gone away.
  if (request.headers['postern-background'] === undefined) people.sessions.touch(open.session);
  return { ...open, principal };
}

/** `undefined` for whom this mode does not know. */
export async function judgedAs(people: People, open: OpenSession): Promise<Principal | undefined> {
  const isInvented = open.person.kind === 'development';
  if (isInvented && people.config.mode !== 'development') return undefined;
  return principalOf(open, isInvented ? [] : await people.access.dutiesOf(people.knex, open.person.id));
}
