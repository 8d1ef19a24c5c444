/** Wiring of sign-in: what the rest of the server may ask about who somebody is. */
import type { Duty, Principal } from '../access/principal.ts';
import type { PersonId } from '../access/vocabulary.ts';
import type { Clock } from '../clock.ts';
import type { Events } from '../events.ts';
import type { Connection } from '../store/connection.ts';
import type { WriteQueue } from '../store/write-queue.ts';
import { readCookie, type AskedBy } from './cookie.ts';
import { principalOf } from './principal-of.ts';
import { SessionEndings } from './session-endings.ts';
import { Sessions, type OpenSession, type SessionLimits } from './sessions.ts';

export interface PeopleConfig {
  readonly mode: 'development' | 'production';
  readonly limits: SessionLimits;
}

export interface PeopleParts {
  readonly knex: Connection;
  readonly queue: WriteQueue;
  readonly clock: Clock;
  readonly events: Events;
  readonly config: PeopleConfig;
  /** All duties of a person, those not in force among them. */
  readonly dutiesOf: (personId: PersonId) => Promise<readonly Duty[]>;
}

/** The session and the person behind a request, with their duties. */
export interface SignedIn extends OpenSession {
  readonly principal: Principal;
}

export interface People extends PeopleParts {
  readonly sessions: Sessions;
  readonly endings: SessionEndings;
  /** Who is behind a request, or behind the request that a socket began with. `undefined` when nobody is signed in. */
  sessionOf(request: AskedBy): Promise<Principal | undefined>;
}

export function openPeople(parts: PeopleParts): People {
  const sessions = new Sessions({ ...parts, limits: parts.config.limits });
  const people: People = {
    ...parts,
    sessions,
    endings: new SessionEndings(),
    sessionOf: async (request) => (await signedInOf(people, request))?.principal,
  };
  return people;
}

/** The session, with its person and principal. Renews the session's idle limit unless the page asked by itself. */
export async function signedInOf(people: People, request: AskedBy): Promise<SignedIn | undefined> {
  const open = await people.sessions.find(readCookie(request, 'postern-session'));
  if (open === undefined) return undefined;
  const isInvented = open.person.kind === 'development';
  if (isInvented && people.config.mode !== 'development') return undefined;
  // What a console asks by itself keeps nobody signed in who has gone away.
  if (request.headers['postern-background'] === undefined) people.sessions.touch(open.session);
  return { ...open, principal: principalOf(open, isInvented ? [] : await people.dutiesOf(open.person.id)) };
}
