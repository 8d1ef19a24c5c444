import type { IncomingMessage, Server as HttpServer } from 'node:http';
import { Server, type DefaultEventsMap, type Socket } from 'socket.io';
import type { DutyChanges } from '../access/duty-changes.ts';
import { coverageOf, judgeEntry } from '../access/judge.ts';
import type { Principal, Target } from '../access/principal.ts';
import type { AccessRefusal } from '../access/vocabulary.ts';
import { judgeOrigin, type AllowedHosts } from '../http/allowed-hosts.ts';
import { TokenBuckets } from '../base/token-bucket.ts';
import type { Clock } from '../base/clock.ts';
import type { Events } from '../base/events.ts';
import type { People } from '../people/people.ts';
import type { Database } from '../database/database.ts';
import type { CatchUpAnswer, FromConsole, Hello, ToConsole } from './feed-message.ts';
import type { Announcements } from '../context/announcements.ts';
import { answerCatchUp, greet } from './answers.ts';
import { messageFor, placeOf, type Message, type OrderedAnnouncement } from './audience.ts';
import { TOLD } from './event-acts.ts';
import { FeedOrder } from './feed-order.ts';
import { KioskPlaces } from './kiosk-places.ts';
import { Seats } from './seats.ts';
import { LaneTurns, type LaneWord, type LaneWords } from './lane-words.ts';

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

/** Consoles at once, and of one person: nobody takes the places of all others. */
const CONSOLES = 256;
const CONSOLES_OF_ONE = 16;
/** What a console may send in one message, bytes. */
const MESSAGE_LIMIT_BYTES = 1_024;
/** Packets waiting for a console that does not read; past them it is cut off and catches up later from the database. */
const WAITING_PACKETS = 512;
const CATCH_UP_PACE = { perSecond: 10, burst: 50 };
/** Of one person's consoles together, whatever they send. A console sends a heartbeat each 5 s and asks when it has to catch up. */
const MESSAGE_PACE = { perSecond: 40, burst: 400 };
/** Consoles that one person opens. Each is greeted out of the database. */
const OPENING_PACE = { perSecond: 1, burst: 40 };
/** Sessions end by the clock too, which announces nothing. */
const JUDGE_AGAIN_MS = 15_000;

interface Signed {
  principal: Principal;
  /** The last outcome that they were told of; `hasHello`: before, nothing is told. */
  told: number;
  hasHello: boolean;
  /** What a console that does not keep up has not been told of lanes yet: of each the latest. */
  lanes: Map<string, LaneWord>;
}
type ConsoleSocket = Socket<FromConsole, ToConsole, DefaultEventsMap, Signed>;

/**
 * Tells people's consoles what becomes durable at their lanes, while they are connected and signed in. Nothing depends on it: each
 * event can also be read from the database, by position. What somebody is told is judged at the moment at which it is sent; their
 * connection ends with their session, and with the duty that let them in.
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
  const seats = new Seats(CONSOLES_OF_ONE);
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
          if (!seats.take(principal.personId, request.socket)) return decide('too-many-consoles', false);
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

  /** Who sits there as they stand now; whoever may not listen any more is cut off. */
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
      // Whoever has no greeting yet finds it there
      if (message[0] === 'outcome') data.told = Math.max(data.told, message[1].feedPosition);
      if (data.hasHello) send(socket, message);
    }
  };
  const tellLanes = (words: LaneWords): boolean => {
    let isLeft = false;
    for (const socket of sockets()) {
      const { data } = socket;
      for (const [kioskId, word] of words) data.lanes.set(kioskId, word);
      if (!data.hasHello || waitingPackets(socket) > 0) {
        isLeft ||= data.lanes.size > 0;
        continue;
      }
      const covers = coverageOf(data.principal, TOLD.lanes, clock.wallMs());
      const theirs = [...data.lanes.values()].filter(({ place }) => covers(place)).map(({ lane }) => lane);
      data.lanes.clear();
      if (theirs.length > 0) send(socket, ['lanes', theirs]);
    }
    return isLeft;
  };
  const turns = new LaneTurns(clock, tellLanes);
  const unhear = [
    () => turns.stop(),
    parts.announcements.listen((announcement) => {
      if (announcement.kind === 'lane') return turns.say(announcement.lane);
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
    // Before anything of a packet is looked at
    socket.conn.on('packet', () => {
      if (messagePace.take(socket.data.principal.personId) === 0) return;
      // The first ignores what has been received already; the second waits for nobody to read or to answer
      socket.conn.close(true);
      socket.request.socket.destroy();
    });
    socket.on('disconnect', () => events.emit({ event: 'console-left', consoles: io.engine.clientsCount }));
    // Whatever a console sends is unknown until it has been read; so is whether it wants an answer.
    socket.on('catch-up', (request: unknown, answer: unknown) => {
      if (typeof answer !== 'function') return;
      const reply = answer as (page: CatchUpAnswer) => void;
      if (pace.take(socket.data.principal.personId) > 0) reply({ kind: 'refused', code: 'rate-limited' });
      else void answerCatchUp(answering, socket.data.principal, request).then(reply);
    });
    // A session may have ended between the request and the connection
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
  const judgement = judgeEntry(principal, TOLD.hello, nowMs);
  return judgement.kind === 'refused' ? judgement.code : undefined;
}

/** What was announced while the greeting was read is in it, or is caught up on. */
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
  // Present on the socket, absent from the types.
  return (socket.conn as unknown as { writeBuffer?: readonly unknown[] }).writeBuffer?.length ?? 0;
}
