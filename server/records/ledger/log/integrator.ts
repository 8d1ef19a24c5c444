/**
 * Moves entries from the server's database into the log. No transaction spans the two files: an entry is written with the event that it
 * records, then integrated, then marked. After a crash in between it is unmarked and submitted again; the log recognises its event and
 * returns the existing index.
 */
import { StoreError } from '../../../platform/database/store-error.ts';
import type { Connection } from '../../../platform/database/connection.ts';
import { findEvents } from './log-tables.ts';
import { waitingEntries } from '../entry/coded-openings.ts';
import { markIntegrated } from '../entry/openings.ts';
import type { WriteQueue } from '../../../platform/database/write-queue.ts';
import type { Sequencer } from './sequencer.ts';
import type { WaitingGuard } from './waiting-guard.ts';

const MAX_IN_ROUND = 1_024;

interface Waiter {
  resolve(): void;
  reject(error: unknown): void;
}

export interface IntegratorParts {
  readonly knex: Connection;
  readonly queue: WriteQueue;
  readonly sequencer: Sequencer;
  readonly guard: WaitingGuard;
}

export class Integrator {
  readonly #parts: IntegratorParts;
  #waiters: Waiter[] = [];
  #running: Promise<void> | undefined;

  constructor(parts: IntegratorParts) {
    this.#parts = parts;
  }

  /**
   * Resolves once every entry committed before the call is durable in the log. Rejects with `StoreError` `unavailable` when the log accepts
   * no more, and when openings of this process were removed; entries that remain in the database are integrated at the next start.
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
    const { knex, queue, sequencer, guard } = this.#parts;
    // Callers in this turn of the event loop share the first round.
    await Promise.resolve();
    while (this.#waiters.length > 0) {
      const waiters = this.#waiters.splice(0);
      try {
        const due = guard.due();
        let isLast: boolean;
        do {
          const most = MAX_IN_ROUND + guard.refused;
          const waiting = await waitingEntries(knex, most);
          isLast = waiting.length < most;
          const entries = await guard.admit(waiting);
          const indexes = await Promise.all(entries.map((entry) => sequencer.submit(entry)));
          guard.noteEntered();
          const places = entries.map(({ id }, at) => ({ id, index: indexes[at]! }));
          if (isLast && guard.isMissing(due)) throw new Error('openings of this process are missing');
          // The last round's callers need not wait for the mark, which only avoids a second submission.
          if (isLast) for (const { resolve } of waiters) resolve();
          if (places.length > 0) await queue.run((transaction) => markIntegrated(transaction, places));
        } while (!isLast);
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
