import type { Clock } from '../../../hardware/host/clock.ts';
import type { PersonId } from '../../platform/access/vocabulary.ts';
import type { Events } from '../../platform/base/events.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import type { Person } from './tables/people.ts';
import {
  deleteEndedSessions,
  findSession,
  insertSession,
  listSessions,
  markSeen,
  rotateToken,
  type StoredSession,
} from './tables/sessions.ts';
import type { WriteQueue } from '../../platform/database/write-queue.ts';
import type { SignInMethod } from './answers/session.ts';
import type { SessionCodes, StoredColumns } from './session-code.ts';
import { digestOf, isToken, makeId, makeToken } from './session-token.ts';

export interface SessionLimits {
  /** Longest time between two requests of the person. */
  readonly idleMs: number;
  /** Longest time since sign-in. */
  readonly absoluteMs: number;
}

/** Tolerated difference between the clocks of servers that share a database. */
const CLOCK_STEP_MS = 60_000;
/** The idle limit is renewed at most this often, to save writes. */
const SEEN_EVERY_MS = 30_000;

export interface OpenSession {
  readonly session: StoredSession;
  readonly person: Person;
}

/** Sessions in the database. A deleted session ends with the next request. */
export class Sessions {
  readonly #knex: Connection;
  readonly #queue: WriteQueue;
  readonly #clock: Clock;
  readonly #events: Events;
  readonly #limits: SessionLimits;
  readonly #codes: SessionCodes;
  readonly #marking = new Set<string>();

  constructor(parts: {
    knex: Connection;
    queue: WriteQueue;
    clock: Clock;
    events: Events;
    limits: SessionLimits;
    codes: SessionCodes;
  }) {
    this.#knex = parts.knex;
    this.#queue = parts.queue;
    this.#clock = parts.clock;
    this.#events = parts.events;
    this.#limits = parts.limits;
    this.#codes = parts.codes;
  }

  get limits(): SessionLimits {
    return this.#limits;
  }

  /** Begins a session and returns its token, which is stored nowhere. */
  async begin(
    transaction: Transaction,
    by: { readonly personId: PersonId; readonly method: SignInMethod; readonly device: string },
  ): Promise<{ readonly token: string; readonly session: StoredSession }> {
    const now = this.#clock.wallMs();
    await deleteEndedSessions(transaction, { now, idleMs: this.#limits.idleMs });
    const token = makeToken();
    const session: StoredSession = {
      id: makeId(),
      tokenDigest: digestOf(token),
      personId: by.personId,
      method: by.method,
      device: by.device,
      signedInAt: now,
      seenAt: now,
      endsAt: now + this.#limits.absoluteMs,
      // A sign-in with two factors is a fresh proof.
      steppedUpAt: by.method === 'development' ? null : now,
    };
    await insertSession(transaction, session, this.#codeOf(session));
    return { token, session };
  }

  /** The session of a token; `undefined` when there is none, it is forged, it has expired, or its person is disabled. */
  async find(token: string | undefined): Promise<OpenSession | undefined> {
    if (token === undefined || !isToken(token)) return undefined;
    return this.#ifOpen(await findSession(this.#knex, { token_digest: digestOf(token) }, this.#accepts));
  }

  /** As `find`, for holders of an open resource, because a step-up replaces the token. */
  async findById(id: string): Promise<OpenSession | undefined> {
    return this.#ifOpen(await findSession(this.#knex, { id }, this.#accepts));
  }

  /** A person's sessions, latest first, also expired ones; `forged` counts rows that this server did not write. */
  list(personId: PersonId): Promise<{ readonly sessions: readonly StoredSession[]; readonly forged: number }> {
    return listSessions(this.#knex, personId, this.#accepts);
  }

  readonly #accepts = (row: StoredColumns): boolean => this.#codes.accepts('sessions', row);

  #codeOf({ personId, ...session }: StoredSession): string {
    return this.#codes.codeOf('sessions', { ...session, person: personId });
  }

  #ifOpen(found: OpenSession | undefined): OpenSession | undefined {
    if (found === undefined || found.person.disabledAt !== null) return undefined;
    const now = this.#clock.wallMs();
    const { session } = found;
    // A clock that was set back must not prolong sessions
    if (session.seenAt > now + CLOCK_STEP_MS) return undefined;
    if (now >= session.endsAt || now - session.seenAt >= this.#limits.idleMs) return undefined;
    return found;
  }

  /** Renews the idle limit in the background; errors do not fail the request. */
  touch({ id, seenAt }: StoredSession): void {
    const now = this.#clock.wallMs();
    if (now - seenAt < SEEN_EVERY_MS || this.#marking.has(id)) return;
    this.#marking.add(id);
    this.#queue
      .run((transaction) => markSeen(transaction, id, now))
      .catch((error: unknown) => this.#events.emit({ event: 'fault', where: 'sessions', error }))
      .finally(() => this.#marking.delete(id));
  }

  /** Replaces the token after a step-up; `undefined` when the session no longer has the old token. */
  async stepUp(transaction: Transaction, session: StoredSession): Promise<string | undefined> {
    const token = makeToken();
    const steppedUpAt = this.#clock.wallMs();
    const [to, { id, tokenDigest: from }] = [digestOf(token), session];
    // Covers the content that was accepted before: columns that were changed since stay refused
    const code = this.#codeOf({ ...session, tokenDigest: to, steppedUpAt });
    const isRotated = await rotateToken(transaction, { id, from, to, steppedUpAt, code });
    return isRotated ? token : undefined;
  }
}
