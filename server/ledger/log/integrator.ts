/**
 * Brings entries from the server's database into the log. The two are different files and no transaction spans them: an
 * entry is written beside what it tells of, integrated, and only then marked. A crash in between leaves it unmarked; it is
 * submitted again, and the log, which knows its event, answers with the index it has.
 */
import { StoreError } from '../../database/store-error.ts';
import type { Connection } from '../../database/connection.ts';
import { findEvents } from './log-tables.ts';
import { markIntegrated, waitingEntries } from '../entry/openings.ts';
import type { WriteQueue } from '../../database/write-queue.ts';
import type { Sequencer } from './sequencer.ts';

const MOST_IN_ROUND = 1_024;

interface Waiter {
  resolve(): void;
  reject(error: unknown): void;
}

export class Integrator {
  readonly #knex: Connection;
  readonly #queue: WriteQueue;
  readonly #sequencer: Sequencer;
  #waiters: Waiter[] = [];
  #running: Promise<void> | undefined;

  constructor(knex: Connection, queue: WriteQueue, sequencer: Sequencer) {
    this.#knex = knex;
    this.#queue = queue;
    this.#sequencer = sequencer;
  }

  /**
   * Resolves once every entry that had been committed when it was called is durable in the log. Rejects with `StoreError`
   * `unavailable` when the log takes no more: the entries stand in the database and go into it at the next start.
   */
  settle(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiters.push({ resolve, reject });
      this.#running ??= this.#run();
    });
  }

  /** Brings in what is left and ends. */
  async close(): Promise<void> {
    // What cannot be brought in now is brought in at the next start.
    await this.settle().catch(() => undefined);
    await this.#running;
  }

  async #run(): Promise<void> {
    // Lets those who wait in this turn of the event loop share the first round.
    await Promise.resolve();
    while (this.#waiters.length > 0) {
      const waiters = this.#waiters.splice(0);
      try {
        let places: { id: number; index: number }[];
        do {
          const entries = await waitingEntries(this.#knex, MOST_IN_ROUND);
          const indexes = await Promise.all(entries.map((entry) => this.#sequencer.submit(entry)));
          places = entries.map(({ id }, at) => ({ id, index: indexes[at]! }));
          // The last round's answers need not wait for the mark: it only saves submitting again.
          if (entries.length < MOST_IN_ROUND) for (const { resolve } of waiters) resolve();
          if (places.length > 0) await this.#queue.run((transaction) => markIntegrated(transaction, places));
        } while (places.length === MOST_IN_ROUND);
      } catch (cause) {
        const error = new StoreError('unavailable', 'the ledger takes no entries', { cause });
        for (const { reject } of waiters) reject(error);
      }
    }
    this.#running = undefined;
  }
}

const MARKS_AT_ONCE = 500;

/** Marks the openings whose entries the log has already: those of a batch that was cut off before its marks. */
export async function markKnown(knex: Connection, queue: WriteQueue, log: Connection): Promise<void> {
  const waiting = await waitingEntries(knex, Number.MAX_SAFE_INTEGER);
  const known = await findEvents(
    log,
    waiting.map(({ event }) => event),
  );
  const places = waiting.flatMap(({ id, event }) => {
    const index = known.get(Buffer.from(event).toString('hex'));
    return index === undefined ? [] : [{ id, index }];
  });
  for (let from = 0; from < places.length; from += MARKS_AT_ONCE) {
    await queue.run((transaction) => markIntegrated(transaction, places.slice(from, from + MARKS_AT_ONCE)));
  }
}
