import type { Server as HttpServer } from 'node:http';
import { Server } from 'socket.io';
import { judgeOrigin, type AllowedHosts } from '../api/allowed-hosts.ts';
import { TokenBuckets } from '../clearance/token-bucket.ts';
import type { Clock } from '../clock.ts';
import type { Events } from '../events.ts';
import type { Database } from '../store/database.ts';
import { listLanes } from '../store/lane-status.ts';
import { feedPosition } from '../store/reports.ts';
import { endSocketsWithSessions } from '../people/session-sockets.ts';
import type { People } from '../people/people.ts';
import { catchUpSchema, type CatchUpAnswer, type FromConsole, type ToConsole } from '../views/feed-message.ts';
import type { Announcements } from './announcements.ts';
import { readOutcomePage } from './outcome-page.ts';

export interface FeedParts {
  readonly http: HttpServer;
  readonly database: Database;
  readonly announcements: Announcements;
  readonly people: People;
  readonly clock: Clock;
  readonly events: Events;
  readonly allowed: () => AllowedHosts;
}

export interface Feed {
  /** Closes every connection. */
  close(): Promise<void>;
}

/** Consoles at once. */
const CONSOLES = 256;
/** What a console may send in one message, bytes. */
const MESSAGE_LIMIT_BYTES = 1_024;
/** Packets waiting for a console that does not read; past them it is cut off and catches up later from the database. */
const WAITING_PACKETS = 512;
const CATCH_UP_PACE = { perSecond: 10, burst: 50 };

type ConsoleServer = Server<FromConsole, ToConsole>;

/**
 * Tells consoles what becomes durable, while they are connected. Nothing depends on it: each event can also be read from the
 * database, by position.
 */
export function openFeed(parts: FeedParts): Feed {
  const io: ConsoleServer = new Server(parts.http, {
    serveClient: false,
    transports: ['websocket'],
    maxHttpBufferSize: MESSAGE_LIMIT_BYTES,
    pingInterval: 5_000,
    pingTimeout: 5_000,
    connectTimeout: 5_000,
    allowRequest: (request, decide) => {
      const judgement = judgeOrigin(parts.allowed(), request);
      if (judgement !== 'allowed') decide(judgement, false);
      else if (io.engine.clientsCount >= CONSOLES) decide('too-many-consoles', false);
      else decide(null, true);
    },
  });
  const stopLooking = endSocketsWithSessions(io, parts.people);
  const pace = new TokenBuckets(CATCH_UP_PACE, parts.clock);
  const hear = parts.announcements.listen((announcement) => {
    for (const socket of io.sockets.sockets.values()) {
      // Present on the socket, absent from the types.
      const waiting = (socket.conn as unknown as { writeBuffer?: readonly unknown[] }).writeBuffer?.length ?? 0;
      if (waiting > WAITING_PACKETS) socket.disconnect(true);
    }
    if (announcement.kind === 'outcome') io.emit('outcome', announcement.outcome);
    else if (announcement.kind === 'alarm') io.emit('alarm', announcement.alarm);
    else io.emit('lane', announcement.lane);
  });

  io.on('connection', (socket) => {
    parts.events.emit({ event: 'console-connected', consoles: io.engine.clientsCount });
    socket.on('disconnect', () => parts.events.emit({ event: 'console-left', consoles: io.engine.clientsCount }));
    // Whatever a console sends is unknown until it has been read; so is whether it wants an answer.
    socket.on('catch-up', (request: unknown, answer: unknown) => {
      if (typeof answer !== 'function') return;
      const reply = answer as (page: CatchUpAnswer) => void;
      void answerCatchUp(parts, pace, socket.id, request).then(reply);
    });
    void greet(parts)
      .then((hello) => socket.emit('hello', hello))
      .catch((error: unknown) => {
        parts.events.emit({ event: 'fault', where: 'feed', error });
        socket.disconnect(true);
      });
  });

  return {
    async close() {
      hear();
      stopLooking();
      await io.close();
    },
  };
}

async function greet(parts: FeedParts) {
  return {
    mode: 'development',
    feedPosition: await feedPosition(parts.database.knex),
    serverTime: parts.clock.wallMs(),
    lanes: await listLanes(parts.database.knex),
  } as const;
}

async function answerCatchUp(
  parts: FeedParts,
  pace: TokenBuckets,
  socketId: string,
  request: unknown,
): Promise<CatchUpAnswer> {
  if (pace.take(socketId) > 0) return { kind: 'refused', code: 'rate-limited' };
  const read = catchUpSchema.safeParse(request);
  if (!read.success) return { kind: 'refused', code: 'invalid-query' };
  try {
    return { kind: 'page', ...(await readOutcomePage(parts.database.knex, read.data)) };
  } catch (error) {
    parts.events.emit({ event: 'fault', where: 'feed', error });
    return { kind: 'refused', code: 'unavailable' };
  }
}
