import type { Clock } from '../../../hardware/host/clock.ts';
import type { Events } from '../../platform/base/events.ts';
import type { AlarmReason } from './alarm-table.ts';
import type { WriteQueue } from '../../platform/database/write-queue.ts';
import type { Alarm } from './answers.ts';
import type { LedgerGate } from '../ledger/ledger-gate.ts';
import { raiseAndEnter } from './enter-alarm.ts';

/** Shortest time between two writes of an alarm of one kind and kiosk; repetitions in between are counted. */
const WRITE_EVERY_MS = 1_000;

/** Passes an alarm to the consoles. */
export interface AlarmListener {
  announce(announcement: { readonly kind: 'alarm'; readonly alarm: Alarm }): void;
}

interface Pending {
  times: number;
  readonly reason: AlarmReason;
}

/** Raises alarms for refused messages, with few writes however many messages a sender sends. */
export class AlarmBook {
  readonly #queue: WriteQueue;
  readonly #clock: Clock;
  readonly #announcements: AlarmListener;
  readonly #events: Events;
  readonly #ledger: LedgerGate;
  readonly #cooling = new Map<string, Pending>();
  readonly #writing = new Set<Promise<void>>();

  constructor(queue: WriteQueue, clock: Clock, announcements: AlarmListener, events: Events, ledger: LedgerGate) {
    this.#queue = queue;
    this.#clock = clock;
    this.#announcements = announcements;
    this.#events = events;
    this.#ledger = ledger;
  }

  /** Returns at once. Writes the first alarm at once and its repetitions together a second later. */
  raise(reason: AlarmReason): void {
    const key = `${reason.kind} ${reason.kioskId ?? ''} ${reason.about ?? ''}`;
    const pending = this.#cooling.get(key);
    if (pending !== undefined) {
      pending.times += 1;
      return;
    }
    this.#write(reason, 1);
    this.#cool(key, reason);
  }

  /** Announces an alarm that has become durable. */
  announce(alarm: Alarm): void {
    this.#events.emit({ event: 'alarm', kind: alarm.kind, kioskId: alarm.kioskId, count: alarm.count });
    this.#announcements.announce({ kind: 'alarm', alarm });
  }

  /** Writes the counted alarms and resolves once they are durable. */
  async settle(): Promise<void> {
    for (const pending of this.#cooling.values()) {
      if (pending.times > 0) this.#write(pending.reason, pending.times);
      pending.times = 0;
    }
    await Promise.all(this.#writing);
  }

  #cool(key: string, reason: AlarmReason): void {
    const pending: Pending = { times: 0, reason };
    this.#cooling.set(key, pending);
    this.#clock.after(WRITE_EVERY_MS, () => {
      this.#cooling.delete(key);
      if (pending.times === 0) return;
      this.#write(reason, pending.times);
      this.#cool(key, reason);
    });
  }

  #write(reason: AlarmReason, times: number): void {
    const at = this.#clock.wallMs();
    const write = this.#queue
      .run((transaction) => raiseAndEnter(transaction, reason, at, times))
      .then((alarm) => this.announce(alarm))
      .then(() => this.#ledger.settle())
      .catch((error: unknown) => this.#events.emit({ event: 'fault', where: 'alarm-book', error }));
    this.#writing.add(write);
    void write.finally(() => this.#writing.delete(write));
  }
}
