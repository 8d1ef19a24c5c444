import type { Server as HttpServer } from 'node:http';
import { Server } from 'socket.io';
import type { Clock } from '../../../hardware/host/clock.ts';
import { TokenBuckets } from '../../../hardware/host/token-bucket.ts';
import type { DutyChanges } from '../../platform/access/duty-changes.ts';
import type { Events } from '../../platform/base/events.ts';
import type { Announcements } from '../../records/context/announcements.ts';
import type { Database } from '../../platform/database/database.ts';
import type { AllowedHosts } from '../../platform/http/allowed-hosts.ts';
import type { People } from '../../people/people/people.ts';
import { type AnswerParts, answerCatchUp, greet } from './answers.ts';
import { placeOf } from './audience.ts';
import { Broadcast } from './broadcast.ts';
import { ConsoleAdmission, refusalOf } from './console-admission.ts';
import { type ConsoleServer, type ConsoleSocket, newConsoleState, sayHello } from './console-socket.ts';
import type { CatchUpAnswer } from './feed-message.ts';
import { KioskPlaces } from './kiosk-places.ts';
import { StatusCoalescer } from './status-coalescer.ts';

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

/** Maximum size of a console's message, bytes. */
const MESSAGE_LIMIT_BYTES = 1_024;
const CATCH_UP_RATE = { perSecond: 10, burst: 50 };
/** Rate of all messages of one person's consoles. A console sends a heartbeat every 5 s and requests when it catches up. */
const MESSAGE_RATE = { perSecond: 40, burst: 400 };
/** Sessions also end by the clock, which triggers no announcement. */
const JUDGE_AGAIN_MS = 15_000;

/**
 * Sends durable events of people's lanes to their consoles while they are signed in. Nothing depends on the feed: every event can be read
 * from the database by position. Permissions are judged when an event is sent; a connection ends with its session or duty.
 */
export function openFeed(parts: FeedParts): Feed {
  const { people, clock, events, allowed } = parts;
  const onFault = (error: unknown): undefined => {
    events.emit({ event: 'fault', where: 'feed', error });
  };
  const admission = new ConsoleAdmission({ people, clock, allowed, onFault });
  const io: ConsoleServer = new Server(parts.http, {
    serveClient: false,
    transports: ['websocket'],
    maxHttpBufferSize: MESSAGE_LIMIT_BYTES,
    pingInterval: 5_000,
    pingTimeout: 5_000,
    connectTimeout: 5_000,
    allowRequest: (request, decide) => {
      void admission
        .judge(request, () => io.engine.clientsCount)
        .then((refusal) => decide(refusal ?? null, refusal === undefined));
    },
  });
  const sockets = (): readonly ConsoleSocket[] => [...io.sockets.sockets.values()];
  /** Judges the person's current permissions, and disconnects a console that has lost them. */
  const judgeAgain = async (socket: ConsoleSocket): Promise<boolean> => {
    const { sessionId } = socket.data.principal;
    const principal = await people.principalIn(sessionId).catch(onFault);
    if (principal === undefined || refusalOf(principal, clock.wallMs()) !== undefined) {
      socket.disconnect(true);
      return false;
    }
    socket.data.principal = principal;
    return true;
  };
  io.use((socket, next) => {
    const principal = admission.principalOf(socket.request);
    if (principal === undefined) {
      next(new Error('not-signed-in'));
      return;
    }
    Object.assign(socket.data, newConsoleState(principal));
    next();
  });
  serveConsoles(io, parts, { judgeAgain, onFault });
  const stopSending = sendAnnouncements(sockets, parts, onFault);
  const stopJudging = judgeConsoles(sockets, parts, judgeAgain);
  return {
    async close() {
      stopJudging();
      stopSending();
      await io.close();
    },
  };
}

type JudgeAgain = (socket: ConsoleSocket) => Promise<boolean>;

/** Greets each console that connects, and answers its requests. */
function serveConsoles(
  io: ConsoleServer,
  { people, database, clock, events }: FeedParts,
  { judgeAgain, onFault }: { readonly judgeAgain: JudgeAgain; readonly onFault: (error: unknown) => void },
): void {
  const answering: AnswerParts = { knex: database.knex, clock, events, mode: people.config.mode };
  const catchUps = new TokenBuckets(CATCH_UP_RATE, clock);
  const messages = new TokenBuckets(MESSAGE_RATE, clock);
  io.on('connection', (socket) => {
    events.emit({ event: 'console-connected', consoles: io.engine.clientsCount });
    // Before a packet is parsed
    socket.conn.on('packet', () => {
      if (messages.take(socket.data.principal.personId) === 0) return;
      // The first call discards received data; the second does not wait for the client
      socket.conn.close(true);
      socket.request.socket.destroy();
    });
    socket.on('disconnect', () => events.emit({ event: 'console-left', consoles: io.engine.clientsCount }));
    // Nothing about a console's message is certain until it is parsed, not even the callback.
    socket.on('catch-up', (request: unknown, answer: unknown) => {
      if (typeof answer !== 'function') return;
      const reply = answer as (page: CatchUpAnswer) => void;
      if (catchUps.take(socket.data.principal.personId) > 0) reply({ kind: 'refused', code: 'rate-limited' });
      else void answerCatchUp(answering, socket.data.principal, request).then(reply);
    });
    // The session may have ended since the request
    judgeAgain(socket)
      .then(async (isStill) => {
        if (isStill) sayHello(socket, await greet(answering, socket.data.principal));
      })
      .catch((error: unknown) => {
        onFault(error);
        socket.disconnect(true);
      });
  });
}

/** Sends what is announced to the consoles. Returns a function that stops it. */
function sendAnnouncements(
  sockets: () => readonly ConsoleSocket[],
  { announcements, database, clock }: FeedParts,
  onFault: (error: unknown) => void,
): () => void {
  const places = new KioskPlaces(database.knex);
  const broadcast = new Broadcast(sockets, clock);
  const coalescer = new StatusCoalescer(clock, (statuses) => broadcast.sendStatuses(statuses));
  const stopListening = announcements.listen((announcement) => {
    if (announcement.kind === 'lane') return coalescer.say(announcement.lane);
    const place = placeOf(announcement, places);
    if (place instanceof Promise) place.then((found) => broadcast.announce(announcement, found), onFault);
    else broadcast.announce(announcement, place);
  });
  return () => {
    coalescer.stop();
    stopListening();
  };
}

/** Judges consoles when a session ends or a duty changes, and at intervals. Returns a function that stops it. */
function judgeConsoles(
  sockets: () => readonly ConsoleSocket[],
  { people, changes, clock }: FeedParts,
  judgeAgain: JudgeAgain,
): () => void {
  const stops = [
    people.endings.listen((ended) => {
      for (const socket of sockets()) if (ended.includes(socket.data.principal.sessionId)) socket.disconnect(true);
    }),
    changes.listen((personId) => {
      for (const socket of sockets()) if (socket.data.principal.personId === personId) void judgeAgain(socket);
    }),
  ];
  let stopTimer = () => {};
  const keepJudging = () => {
    stopTimer = clock.after(JUDGE_AGAIN_MS, () => {
      for (const socket of sockets()) void judgeAgain(socket);
      keepJudging();
    });
  };
  keepJudging();
  return () => {
    stopTimer();
    for (const stop of stops) stop();
  };
}
