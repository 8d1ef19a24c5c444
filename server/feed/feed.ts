import type { IncomingMessage, Server as HttpServer } from 'node:http';
import { Server, type DefaultEventsMap, type Socket } from 'socket.io';
import type { DutyChanges } from '../access/duty-changes.ts';
import { coverageOf, judgeEntry } from '../access/judge.ts';
import type { Principal, Target } from '../access/principal.ts';
import type { AccessRefusal } from '../access/vocabulary.ts';
import { judgeOrigin, type AllowedHosts } from '../http/allowed-hosts.ts';
import { TokenBuckets } from '../../hardware/host/token-bucket.ts';
import type { Clock } from '../../hardware/host/clock.ts';
import type { Events } from '../base/events.ts';
import type { People } from '../people/people.ts';
import type { Database } from '../database/database.ts';
import type { CatchUpAnswer, FromConsole, Hello, ToConsole } from './feed-message.ts';
import type { Announcements } from '../context/announcements.ts';
import { answerCatchUp, greet } from './answers.ts';
import { messageFor, placeOf, type Message, type OrderedAnnouncement } from './audience.ts';
import { EVENT_PERMISSIONS } from './event-permissions.ts';
import { FeedOrder } from './feed-order.ts';
import { KioskPlaces } from './kiosk-places.ts';
import { ConnectionLimit } from './connection-limit.ts';
import { StatusCoalescer, type LaneStatusAtPlace, type LaneStatuses } from './status-coalescer.ts';

export interface FeedParts {
  readonly http: HttpServer;
  readonly database: Database;
  readonly announcements: Announcements;
  readonly people: People;
  readonly changes: DutyChanges;
  readonly clock: Clock;
  readonly events: Events;
  readonly allowed: () => AllowedHosts;
}

export interface Feed {
  /** Closes every connection. */
  close(): Promise<void>;
}

/** Maximum number of consoles, and of consoles per person, so that one person cannot occupy all. */
const CONSOLES = 256;
const CONSOLES_OF_ONE = 16;
/** Maximum size of a console's message, bytes. */
const MESSAGE_LIMIT_BYTES = 1_024;
/** Maximum number of unsent packets of a slow console. It is then disconnected and catches up from the database. */
const WAITING_PACKETS = 512;
const CATCH_UP_PACE = { perSecond: 10, burst: 50 };
/** Rate of all messages of one person's consoles. A console sends a heartbeat every 5 s and requests when it catches up. */
const MESSAGE_PACE = { perSecond: 40, burst: 400 };
/** Rate of new consoles of one person. Each reads its greeting from the database. */
const OPENING_PACE = { perSecond: 1, burst: 40 };
/** Sessions also end by the clock, which triggers no announcement. */
const JUDGE_AGAIN_MS = 15_000;

interface Signed {
  principal: Principal;
  /** The last position sent. No events are sent before `hasHello`. */
  told: number;
  hasHello: boolean;
  /** Latest statuses that a slow console has not received yet, by lane. */
  lanes: Map<string, LaneStatusAtPlace>;
}
type ConsoleSocket = Socket<FromConsole, ToConsole, DefaultEventsMap, Signed>;

/**
 * Sends durable events of people's lanes to their consoles while they are signed in. Nothing depends on the feed: every event can be read
 * from the database by position. Permissions are judged when an event is sent; a connection ends with its session or duty.
 */
export function openFeed(parts: FeedParts): Feed {
  const { people, clock, events } = parts;
  const knex = parts.database.knex;
  const answering = { knex, clock, events, mode: people.config.mode };
  const places = new KioskPlaces(knex);
  const pace = new TokenBuckets(CATCH_UP_PACE, clock);
  const messagePace = new TokenBuckets(MESSAGE_PACE, clock);
  const openingPace = new TokenBuckets(OPENING_PACE, clock);
  const arrivals = new WeakMap<IncomingMessage, Principal>();
  const connections = new ConnectionLimit(CONSOLES_OF_ONE);
  const reportFault = (error: unknown): undefined => {
    events.emit({ event: 'fault', where: 'feed', error });
  };

  const io = new Server<FromConsole, ToConsole, DefaultEventsMap, Signed>(parts.http, {
    serveClient: false,
    transports: ['websocket'],
    maxHttpBufferSize: MESSAGE_LIMIT_BYTES,
    pingInterval: 5_000,
    pingTimeout: 5_000,
    connectTimeout: 5_000,
    allowRequest: (request, decide) => {
      const judgement = judgeOrigin(parts.allowed(), request);
      if (judgement !== 'allowed') return decide(judgement, false);
      if (io.engine.clientsCount >= CONSOLES) return decide('too-many-consoles', false);
      people.sessionOf(request).then(
        (principal) => {
          const refusal = refusalOf(principal, clock.wallMs());
          if (principal === undefined || refusal !== undefined) return decide(refusal ?? 'not-signed-in', false);
          if (openingPace.take(principal.personId) > 0) return decide('rate-limited', false);
          if (!connections.take(principal.personId, request.socket)) return decide('too-many-consoles', false);
          arrivals.set(request, principal);
          decide(null, true);
        },
        (error: unknown) => {
          reportFault(error);
          decide('unavailable', false);
        },
      );
    },
  });
  const sockets = (): readonly ConsoleSocket[] => [...io.sockets.sockets.values()];

  /** Judges the person's current permissions, and disconnects a console that has lost them. */
  const judgeAgain = async (socket: ConsoleSocket): Promise<boolean> => {
    const { sessionId } = socket.data.principal;
    const principal = await people.principalIn(sessionId).catch(reportFault);
    if (principal === undefined || refusalOf(principal, clock.wallMs()) !== undefined) {
      socket.disconnect(true);
      return false;
    }
    socket.data.principal = principal;
    return true;
  };

  const order = new FeedOrder();
  const tell = (announcement: OrderedAnnouncement, place: Target) => {
    if (announcement.kind === 'outcome') order.take(announcement.outcome.feedPosition);
    else if (announcement.kind === 'held-back') order.take(announcement.feedPosition);
    for (const socket of sockets()) {
      const { data } = socket;
      const moment = { nowMs: clock.wallMs(), after: order.after(data.told) };
      const message = messageFor(data.principal, announcement, place, moment);
      if (message === undefined) continue;
      // The greeting includes it for consoles without one
      if (message[0] === 'outcome') data.told = Math.max(data.told, message[1].feedPosition);
      if (data.hasHello) send(socket, message);
    }
  };
  const sendStatuses = (words: LaneStatuses): boolean => {
    let isLeft = false;
    for (const socket of sockets()) {
      const { data } = socket;
      for (const [kioskId, word] of words) data.lanes.set(kioskId, word);
      if (!data.hasHello || waitingPackets(socket) > 0) {
        isLeft ||= data.lanes.size > 0;
        continue;
      }
      const covers = coverageOf(data.principal, EVENT_PERMISSIONS.lanes, clock.wallMs());
      const theirs = [...data.lanes.values()].filter(({ place }) => covers(place)).map(({ lane }) => lane);
      data.lanes.clear();
      if (theirs.length > 0) send(socket, ['lanes', theirs]);
    }
    return isLeft;
  };
  const coalescer = new StatusCoalescer(clock, sendStatuses);
  const unhear = [
    () => coalescer.stop(),
    parts.announcements.listen((announcement) => {
      if (announcement.kind === 'lane') return coalescer.say(announcement.lane);
      const place = placeOf(announcement, places);
      if (place instanceof Promise) place.then((found) => tell(announcement, found), reportFault);
      else tell(announcement, place);
    }),
    people.endings.listen((ended) => {
      for (const socket of sockets()) if (ended.includes(socket.data.principal.sessionId)) socket.disconnect(true);
    }),
    parts.changes.listen((personId) => {
      for (const socket of sockets()) if (socket.data.principal.personId === personId) void judgeAgain(socket);
    }),
  ];
  let stopJudging = () => {};
  const keepJudging = () => {
    stopJudging = clock.after(JUDGE_AGAIN_MS, () => {
      for (const socket of sockets()) void judgeAgain(socket);
      keepJudging();
    });
  };
  keepJudging();

  io.use((socket, next) => {
    const principal = arrivals.get(socket.request);
    if (principal === undefined) {
      next(new Error('not-signed-in'));
      return;
    }
    Object.assign(socket.data, { principal, told: 0, hasHello: false, lanes: new Map() } satisfies Signed);
    next();
  });
  io.on('connection', (socket) => {
    events.emit({ event: 'console-connected', consoles: io.engine.clientsCount });
    // Before a packet is parsed
    socket.conn.on('packet', () => {
      if (messagePace.take(socket.data.principal.personId) === 0) return;
      // The first call discards received data; the second does not wait for the client
      socket.conn.close(true);
      socket.request.socket.destroy();
    });
    socket.on('disconnect', () => events.emit({ event: 'console-left', consoles: io.engine.clientsCount }));
    // Nothing about a console's message is certain until it is parsed, not even the callback.
    socket.on('catch-up', (request: unknown, answer: unknown) => {
      if (typeof answer !== 'function') return;
      const reply = answer as (page: CatchUpAnswer) => void;
      if (pace.take(socket.data.principal.personId) > 0) reply({ kind: 'refused', code: 'rate-limited' });
      else void answerCatchUp(answering, socket.data.principal, request).then(reply);
    });
    // The session may have ended since the request
    judgeAgain(socket)
      .then(async (isStill) => {
        if (isStill) sayHello(socket, await greet(answering, socket.data.principal));
      })
      .catch((error: unknown) => {
        reportFault(error);
        socket.disconnect(true);
      });
  });

  return {
    async close() {
      stopJudging();
      for (const stop of unhear) stop();
      await io.close();
    },
  };
}

function refusalOf(principal: Principal | undefined, nowMs: number): AccessRefusal | undefined {
  const judgement = judgeEntry(principal, EVENT_PERMISSIONS.hello, nowMs);
  return judgement.kind === 'refused' ? judgement.code : undefined;
}

/** The greeting includes announcements made while it was read, or the console catches up on them. */
function sayHello(socket: ConsoleSocket, hello: Hello): void {
  const { data } = socket;
  data.told = Math.max(data.told, hello.feedPosition);
  data.hasHello = true;
  socket.emit('hello', { ...hello, feedPosition: data.told });
}

function send(socket: ConsoleSocket, message: Message): void {
  if (waitingPackets(socket) > WAITING_PACKETS) socket.disconnect(true);
  else (socket.emit as (...message: Message) => boolean).apply(socket, message);
}

function waitingPackets(socket: ConsoleSocket): number {
  // Exists on the socket, but not in its types.
  return (socket.conn as unknown as { writeBuffer?: readonly unknown[] }).writeBuffer?.length ?? 0;
}
