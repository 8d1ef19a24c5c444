import type { Clock } from '../../../hardware/host/clock.ts';
import { coverageOf } from '../../platform/access/judge.ts';
import type { Target } from '../../platform/access/principal.ts';
import { messageFor, type OrderedAnnouncement } from './audience.ts';
import { type ConsoleSocket, send, waitingPackets } from './console-socket.ts';
import { EVENT_PERMISSIONS } from './event-permissions.ts';
import { FeedOrder } from './feed-order.ts';
import type { LaneStatuses } from './status-coalescer.ts';

/** Sends to each console what its person may see. Permissions are judged at the time of sending. */
export class Broadcast {
  readonly #sockets: () => readonly ConsoleSocket[];
  readonly #clock: Clock;
  readonly #order = new FeedOrder();

  constructor(sockets: () => readonly ConsoleSocket[], clock: Clock) {
    this.#sockets = sockets;
    this.#clock = clock;
  }

  announce(announcement: OrderedAnnouncement, place: Target): void {
    if (announcement.kind === 'outcome') this.#order.take(announcement.outcome.feedPosition);
    else if (announcement.kind === 'held-back') this.#order.take(announcement.feedPosition);
    for (const socket of this.#sockets()) {
      const { data } = socket;
      const moment = { nowMs: this.#clock.wallMs(), after: this.#order.after(data.told) };
      const message = messageFor(data.principal, announcement, place, moment);
      if (message === undefined) continue;
      // The greeting includes it for consoles without one
      if (message[0] === 'outcome') data.told = Math.max(data.told, message[1].feedPosition);
      if (data.hasHello) send(socket, message);
    }
  }

  /** Returns whether a console still waits for some of them. */
  sendStatuses(statuses: LaneStatuses): boolean {
    let isLeft = false;
    for (const socket of this.#sockets()) {
      const { data } = socket;
      for (const [kioskId, status] of statuses) data.lanes.set(kioskId, status);
      if (!data.hasHello || waitingPackets(socket) > 0) {
        isLeft ||= data.lanes.size > 0;
        continue;
      }
      const covers = coverageOf(data.principal, EVENT_PERMISSIONS.lanes, this.#clock.wallMs());
      const theirs = [...data.lanes.values()].filter(({ place }) => covers(place)).map(({ lane }) => lane);
      data.lanes.clear();
      if (theirs.length > 0) send(socket, ['lanes', theirs]);
    }
    return isLeft;
  }
}
