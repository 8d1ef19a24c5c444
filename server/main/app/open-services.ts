import { RefusalBook } from '../../records/acts/refusal-book.ts';
import { AlarmBook } from '../../records/alarms/alarm-book.ts';
import { Announcements } from '../../records/context/announcements.ts';
import type { RoomContext } from '../../records/context/room-context.ts';
import { Signals } from '../../records/signals/signals.ts';
import type { Foundation } from './foundation.ts';
import type { Node } from './open-node.ts';
import type { Storage } from './open-storage.ts';

/** Services that several rooms share. */
export interface Services {
  readonly context: RoomContext;
  readonly signals: Signals;
  readonly refusals: RefusalBook;
}

export function openServices(
  { config: { mode }, clock, events, opened }: Foundation,
  { keys }: Node,
  storage: Storage,
): Services {
  const { database, queue, ledger } = storage;
  const announcements = new Announcements();
  const alarms = new AlarmBook(queue, clock, announcements, events, ledger);
  const signer = keys.signing;
  const context: RoomContext = {
    knex: database.knex,
    queue,
    ledger,
    clock,
    mode,
    signer,
    alarms,
    announcements,
    events,
  };
  const signals = new Signals({ queue, clock, events });
  const refusals = new RefusalBook(context);
  opened.push(async () => {
    await alarms.settle();
    await signals.settle();
    await refusals.settle();
  });
  return { context, signals, refusals };
}
