import type { Clock } from '../../../hardware/host/clock.ts';
import type { Events } from '../../base/events.ts';
import type { RoomContext } from '../../context/room-context.ts';
import type { Transaction } from '../../database/connection.ts';
import { digestOf, makeId, makeToken } from '../../people/session-token.ts';
import { isPresent, type Mode } from './person-presence.ts';
import { findTraderPerson, type StoredTraderPerson } from '../tables/trader-people.ts';
import {
  deleteEndedTraderSessions,
  findTraderSession,
  insertTraderSession,
  markTraderSeen,
  type StoredTraderSession,
} from '../tables/trader-sessions.ts';

/** Sessions of the portal are shorter than those of consoles: the page may be open in an office with visitors. */
export const IDLE_MS = 900_000;
const ABSOLUTE_MS = 8 * 3_600_000;
/** Tolerated difference between the clocks of servers that share a database. */
const CLOCK_STEP_MS = 60_000;
/** The idle limit is renewed at most this often, to save writes. */
const SEEN_EVERY_MS = 30_000;

export interface OpenTraderSession {
  readonly session: StoredTraderSession;
  readonly person: StoredTraderPerson;
}

export class TraderSessions {
  readonly #knex: RoomContext['knex'];
  readonly #queue: RoomContext['queue'];
  readonly #clock: Clock;
  readonly #events: Events;
  readonly #marking = new Set<string>();

  readonly #mode: Mode;

  constructor({ knex, queue, clock, events }: RoomContext, mode: Mode) {
    this.#knex = knex;
    this.#queue = queue;
    this.#clock = clock;
    this.#events = events;
    this.#mode = mode;
  }

  /** Begins a session and returns its token, which is stored nowhere. */
  async begin(transaction: Transaction, person: string, device: string): Promise<string> {
    const now = Math.round(this.#clock.wallMs());
    await deleteEndedTraderSessions(transaction, { now, idleMs: IDLE_MS });
    const token = makeToken();
    await insertTraderSession(transaction, {
      id: makeId(),
      tokenDigest: digestOf(token),
      person,
      device,
      signedInAt: now,
      seenAt: now,
      endsAt: now + ABSOLUTE_MS,
    });
    return token;
  }

  /** `undefined` when there is no such session, it has expired, or its person has ended. Renews the idle limit in the background. */
  async find(tokenDigest: string): Promise<OpenTraderSession | undefined> {
    const session = await findTraderSession(this.#knex, tokenDigest);
    if (session === undefined) return undefined;
    const now = this.#clock.wallMs();
    // A clock that was set back must not prolong sessions
    if (session.seenAt > now + CLOCK_STEP_MS) return undefined;
    if (now >= session.endsAt || now - session.seenAt >= IDLE_MS) return undefined;
    const person = await findTraderPerson(this.#knex, session.person);
    if (person === undefined || !isPresent(person, this.#mode)) return undefined;
    this.#touch(session, Math.round(now));
    return { session, person };
  }

  /** Errors do not fail the request. */
  #touch({ id, seenAt }: StoredTraderSession, now: number): void {
    if (now - seenAt < SEEN_EVERY_MS || this.#marking.has(id)) return;
    this.#marking.add(id);
    this.#queue
      .run((transaction) => markTraderSeen(transaction, id, now))
      .catch((error: unknown) => this.#events.emit({ event: 'fault', where: 'declarations', error }))
      .finally(() => this.#marking.delete(id));
  }
}
