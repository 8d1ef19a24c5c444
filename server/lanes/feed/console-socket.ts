import type { DefaultEventsMap, Server, Socket } from 'socket.io';
import type { Principal } from '../../platform/access/principal.ts';
import type { Message } from './audience.ts';
import type { FromConsole, Hello, ToConsole } from './feed-message.ts';
import type { LaneStatusAtPlace } from './status-coalescer.ts';

/** Maximum number of unsent packets of a slow console. It is then disconnected and catches up from the database. */
const WAITING_PACKETS = 512;

/** State of a console's connection. */
export interface ConsoleState {
  principal: Principal;
  /** The last position sent. No events are sent before `hasHello`. */
  told: number;
  hasHello: boolean;
  /** Latest statuses that a slow console has not received yet, by lane. */
  lanes: Map<string, LaneStatusAtPlace>;
}

export type ConsoleServer = Server<FromConsole, ToConsole, DefaultEventsMap, ConsoleState>;
export type ConsoleSocket = Socket<FromConsole, ToConsole, DefaultEventsMap, ConsoleState>;

export function newConsoleState(principal: Principal): ConsoleState {
  return { principal, told: 0, hasHello: false, lanes: new Map() };
}

/** The greeting includes announcements made while it was read, or the console catches up on them. */
export function sayHello(socket: ConsoleSocket, hello: Hello): void {
  const { data } = socket;
  data.told = Math.max(data.told, hello.feedPosition);
  data.hasHello = true;
  socket.emit('hello', { ...hello, feedPosition: data.told });
}

export function send(socket: ConsoleSocket, message: Message): void {
  if (waitingPackets(socket) > WAITING_PACKETS) socket.disconnect(true);
  else (socket.emit as (...message: Message) => boolean).apply(socket, message);
}

export function waitingPackets(socket: ConsoleSocket): number {
  // Exists on the socket, but not in its types.
  return (socket.conn as unknown as { writeBuffer?: readonly unknown[] }).writeBuffer?.length ?? 0;
}
