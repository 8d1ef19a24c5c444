/**
 * Moves entries from the server's database into the log. No transaction spans the two files: an entry is written with the event that it
 * records, then integrated, then marked. After a crash in between it is unmarked and submitted again; the log recognises its event and
 * returns the existing index.
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
   * Resolves once every entry committed before the call is durable in the log. Rejects with `StoreError` `unavailable` when the log accepts
   * no more; the entries then remain in the database and are integrated at the next start.
   */
  settle(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiters.push({ resolve, reject });
      this.#running ??= this.#run();
    });
  }

  /** Integrates the remaining entries and ends. */
  async close(): Promise<void> {
    // Entries that cannot be integrated now are integrated at the next start.
    await this.settle().catch(() => undefined);
    await this.#running;
  }

  async #run(): Promise<void> {
    // Callers in this turn of the event loop share the first round.
    await Promise.resolve();
    while (this.#waiters.length > 0) {
      const waiters = this.#waiters.splice(0);
      try {
        let places: { id: number; index: number }[];
        do {
          const entries = await waitingEntries(this.#knex, MOST_IN_ROUND);
          const indexes = await Promise.all(entries.map((entry) => this.#sequencer.submit(entry)));
          places = entries.map(({ id }, at) => ({ id, index: indexes[at]! }));
          // The last round's callers need not wait for the mark, which only avoids a second submission.
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

/** Marks openings whose entries the log already has: a crash came between their batch and its marks. */
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
