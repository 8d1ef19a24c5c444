import type { Connection, Transaction } from './connection.ts';
import { engineCodeOf } from './engine-error.ts';
import { StoreError } from './store-error.ts';

export type Work<T> = (transaction: Transaction) => Promise<T>;

/** Works committed together at most: enough to share the cost of a sync, few enough to answer soon. */
const BATCH = 64;
/** Works waiting at most; more are refused with `unavailable` rather than kept in memory. */
const WAITING = 2_048;

interface Waiting {
  run(transaction: Transaction): Promise<() => void>;
  fail(error: unknown): void;
}

/**
 * Runs writes one after another and commits those that wait together: a commit costs a sync of the disk, whatever is in it.
 * A promise resolves only after its commit. A work that throws is rolled back alone: its batch is run again one by one. A work
 * lets the database's errors pass: after one, PostgreSQL takes nothing more in that transaction.
 */
export class WriteQueue {
  readonly #database: Connection;
  #waiting: Waiting[] = [];
  #draining: Promise<void> | undefined;
  #closed = false;

  constructor(database: Connection) {
    this.#database = database;
  }

  /**
   * Resolves to what `work` returned once it is durable. `work` may run twice, the first time being rolled back. Rejects with
   * what it threw, or with `StoreError` `closed` or `unavailable`; the work may then be durable all the same, if the connection
   * was lost while it was being committed.
   */
  run<T>(work: Work<T>): Promise<T> {
    if (this.#closed) return Promise.reject(new StoreError('closed', 'the store is closed'));
    if (this.#waiting.length >= WAITING) {
      return Promise.reject(new StoreError('unavailable', 'too many writes are waiting'));
    }
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({
        async run(transaction) {
          const value = await work(transaction);
          return () => resolve(value);
        },
        fail: reject,
      });
      this.#draining ??= this.#drain();
    });
  }

  /** Works that wait for their turn. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Refuses new works and resolves once those accepted have ended. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#draining;
  }

  async #drain(): Promise<void> {
    // Lets the callers of this turn of the event loop join the first batch.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, BATCH);
      if ((await this.#commit(batch)) === 'work-failed' && batch.length > 1) {
        for (const one of batch) await this.#commit([one]);
      }
    }
    this.#draining = undefined;
  }

  /**
   * `work-failed`: the batch was rolled back over one of its works, and they are not failed yet unless it is the only one. When
   * the commit itself fails, nobody knows whether it happened, and running works again could do them twice: all are failed.
   */
  async #commit(batch: readonly Waiting[]): Promise<'settled' | 'work-failed'> {
    let committing = false;
    try {
      const settle = await this.#database.transaction(async (transaction) => {
        // SQLite begins a transaction as a reader and refuses to upgrade one that has read an old state. Writing first
        // waits for the lock instead; on PostgreSQL the row lock does the same.
        await transaction('feed')
          .where({ id: 1 })
          .update({ position: transaction.ref('position') });
        const settlers: (() => void)[] = [];
        for (const one of batch) settlers.push(await one.run(transaction));
        committing = true;
        return settlers;
      });
      for (const done of settle) done();
      return 'settled';
    } catch (error) {
      if (!committing && batch.length > 1) return 'work-failed';
      for (const one of batch) one.fail(asStoreError(error));
      return 'settled';
    }
  }
}

/** The engine's own refusals are the store's; all else is a bug. */
function asStoreError(error: unknown): unknown {
  const code = engineCodeOf(error);
  if (code === undefined) return error;
  return new StoreError('unavailable', `the database does not take writes: ${code}`, { cause: error });
}
