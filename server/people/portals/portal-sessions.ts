import type { Clock } from '../../../hardware/host/clock.ts';
import type { Events } from '../../platform/base/events.ts';
import type { RoomContext } from '../../records/context/room-context.ts';
import type { Transaction } from '../../platform/database/connection.ts';
import type { SessionCodes, StoredColumns } from '../people/session-code.ts';
import { digestOf, makeId, makeToken } from '../people/session-token.ts';
import type { Portal, PortalPerson } from './portal-person.ts';
import {
  deleteEndedPortalSessions,
  deletePortalSession,
  findPortalSession,
  insertPortalSession,
  listPortalSessions,
  markPortalSeen,
  type StoredPortalSession,
} from './session-table.ts';

/** Sessions of a portal are shorter than those of consoles: the page may be open in an office with visitors. */
export const IDLE_MS = 900_000;
const ABSOLUTE_MS = 8 * 3_600_000;
/** Tolerated difference between the clocks of servers that share a database. */
const CLOCK_STEP_MS = 60_000;
/** The idle limit is renewed at most this often, to save writes. */
const SEEN_EVERY_MS = 30_000;

export interface OpenPortalSession<P extends PortalPerson> {
  readonly session: StoredPortalSession;
  readonly person: P;
}

export class PortalSessions<P extends PortalPerson> {
  readonly #knex: RoomContext['knex'];
  readonly #queue: RoomContext['queue'];
  readonly #clock: Clock;
  readonly #events: Events;
  readonly #portal: Pick<Portal<P>, 'sessions' | 'find' | 'isPresent'>;
  readonly #codes: SessionCodes;
  readonly #where: 'declarations' | 'sharing';
  readonly #marking = new Set<string>();

  /** @param where names the portal in the log */
  constructor(
    { knex, queue, clock, events }: Pick<RoomContext, 'knex' | 'queue' | 'clock' | 'events'>,
    portal: Pick<Portal<P>, 'sessions' | 'find' | 'isPresent'>,
    codes: SessionCodes,
    where: 'declarations' | 'sharing',
  ) {
    this.#knex = knex;
    this.#queue = queue;
    this.#clock = clock;
    this.#events = events;
    this.#portal = portal;
    this.#codes = codes;
    this.#where = where;
  }

  /** Begins a session and returns its token, which is stored nowhere. */
  async begin(transaction: Transaction, person: string, device: string): Promise<string> {
    const now = Math.round(this.#clock.wallMs());
    const { sessions } = this.#portal;
    await deleteEndedPortalSessions(transaction, sessions, { now, idleMs: IDLE_MS });
    const token = makeToken();
    const session: StoredPortalSession = {
      id: makeId(),
      tokenDigest: digestOf(token),
      person,
      device,
      signedInAt: now,
      seenAt: now,
      endsAt: now + ABSOLUTE_MS,
    };
    const code = this.#codes.codeOf(sessions, { ...session, method: null, steppedUpAt: null });
    await insertPortalSession(transaction, sessions, session, code);
    return token;
  }

  /** `undefined` when there is no such session, it is forged, it has expired, or its person has ended. Renews the idle limit in the background. */
  async find(tokenDigest: string): Promise<OpenPortalSession<P> | undefined> {
    const session = await findPortalSession(this.#knex, this.#portal.sessions, tokenDigest, this.#accepts);
    if (session === undefined) return undefined;
    const now = this.#clock.wallMs();
    // A clock that was set back must not prolong sessions
    if (session.seenAt > now + CLOCK_STEP_MS) return undefined;
    if (now >= session.endsAt || now - session.seenAt >= IDLE_MS) return undefined;
    const person = await this.#portal.find(this.#knex, session.person);
    if (person === undefined || !(await this.#portal.isPresent(this.#knex, person))) return undefined;
    this.#touch(session, Math.round(now));
    return { session, person };
  }

  /** Ends the session that a browser had before, if there is one. A forged row stays for those who look into it. */
  async endBefore(transaction: Transaction, tokenDigest: string): Promise<void> {
    const { sessions } = this.#portal;
    const before = await findPortalSession(transaction, sessions, tokenDigest, this.#accepts);
    if (before !== undefined) await deletePortalSession(transaction, sessions, before.id);
  }

  /** A person's sessions, latest first; `forged` counts rows that this server did not write. */
  list(person: string): Promise<{ readonly sessions: readonly StoredPortalSession[]; readonly forged: number }> {
    return listPortalSessions(this.#knex, this.#portal.sessions, person, this.#accepts);
  }

  readonly #accepts = (row: StoredColumns): boolean => this.#codes.accepts(this.#portal.sessions, row);

  /** Errors do not fail the request. */
  #touch({ id, seenAt }: StoredPortalSession, now: number): void {
    if (now - seenAt < SEEN_EVERY_MS || this.#marking.has(id)) return;
    this.#marking.add(id);
    this.#queue
      .run((transaction) => markPortalSeen(transaction, this.#portal.sessions, { id, seenAt: now }))
      .catch((error: unknown) => this.#events.emit({ event: 'fault', where: this.#where, error }))
      .finally(() => this.#marking.delete(id));
  }
}
