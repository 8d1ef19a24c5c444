import type { Server, Socket } from 'socket.io';
import type { People } from './people.ts';
import { standingSessions } from '../store/people/sessions.ts';

/** Sessions that end by themselves, or in another process, are looked for this often. */
const LOOK_EVERY_MS = 15_000;

/**
 * Knows each socket by the session that its handshake's cookie opened, and cuts it off when that session ends: at once when it is
 * revoked here, within seconds when it runs out. Returns a function that stops looking.
 */
export function endSocketsWithSessions(io: Server, people: People): () => void {
  const sessionOfSocket = new WeakMap<Socket, string>();
  const admit = async (socket: Socket, next: (refusal?: Error) => void) => {
    try {
      const principal = await people.sessionOf(socket.request);
      if (principal !== undefined) sessionOfSocket.set(socket, principal.sessionId);
    } catch (error) {
      people.events.emit({ event: 'fault', where: 'feed', error });
      next(new Error('unavailable'));
      return;
    }
    next();
  };
  io.use((socket, next) => void admit(socket, next));

  const cut = (isOver: (sessionId: string) => boolean) => {
    for (const socket of io.sockets.sockets.values()) {
      const sessionId = sessionOfSocket.get(socket);
      if (sessionId !== undefined && isOver(sessionId)) socket.disconnect(true);
    }
  };
  const hear = people.endings.listen((ended) => cut((id) => ended.includes(id)));

  const look = async (): Promise<void> => {
    const ids = [...io.sockets.sockets.values()].flatMap((socket) => sessionOfSocket.get(socket) ?? []);
    if (ids.length === 0) return;
    const times = { now: people.clock.wallMs(), idleMs: people.sessions.limits.idleMs };
    const standing = await standingSessions(people.knex, ids, times);
    cut((id) => ids.includes(id) && !standing.has(id));
  };
  let stop = () => {};
  const lookAgain = () => {
    stop = people.clock.after(LOOK_EVERY_MS, () => {
      look()
        .catch((error: unknown) => people.events.emit({ event: 'fault', where: 'feed', error }))
        .finally(lookAgain);
    });
  };
  lookAgain();
  return () => {
    hear();
    stop();
  };
}
