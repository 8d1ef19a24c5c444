import type { Connection, Transaction } from './connection.ts';
import { engineCodeOf } from './engine-error.ts';
import { beginWrite, type Fence } from './fence.ts';
import { StoreError } from './store-error.ts';

export type Work<T> = (transaction: Transaction) => Promise<T>;

/** Most works in one commit: enough to share the cost of a sync, few enough to answer soon. */
const BATCH = 64;
/** Most waiting works. More are refused with `unavailable`, to bound memory. */
const WAITING = 2_048;

/** How a transaction of the queue ended. `unknown`: the connection was lost during the commit, so it may be durable. */
export type Outcome = 'committed' | 'rolled-back' | 'unknown';

const queues = new WeakMap<Connection, WriteQueue>();

/** The queue whose transaction this is; `undefined` for any other connection. */
export function queueOf(transaction: Connection): WriteQueue | undefined {
  return queues.get(transaction);
}

interface Waiting {
  run(transaction: Transaction): Promise<() => void>;
  fail(error: unknown): void;
}

/**
 * Runs writes one after another and commits those that wait together, because each commit costs a disk sync. A promise resolves only after
 * its commit. If a work throws, its batch is rolled back and run again one by one, so that only this work fails. A work must rethrow the
 * database's errors: after one, PostgreSQL accepts nothing more in that transaction.
 */
export class WriteQueue {
  readonly #database: Connection;
  readonly #fence: Fence | undefined;
  #waiting: Waiting[] = [];
  #draining: Promise<void> | undefined;
  #closed = false;
  #endings: ((outcome: Outcome) => void)[] = [];

  /** @param fence absent where no other server can write: works then never wait for the lock */
  constructor(database: Connection, fence?: Fence) {
    this.#database = database;
    this.#fence = fence;
  }

  /**
   * Resolves to the result of `work` once it is durable. `work` may run twice; the first run is then rolled back. Rejects with the error of
   * `work`, or with `StoreError` `closed` or `unavailable`. If the connection was lost during the commit, the work may nevertheless be
   * durable.
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

  /** Number of waiting works. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Calls `listener` once, when the transaction that runs now has ended and before another begins. */
  whenEnded(listener: (outcome: Outcome) => void): void {
    this.#endings.push(listener);
  }

  /** Refuses new works and resolves once the accepted ones have ended. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#draining;
  }

  /** Ends at once, because another server works now: rejects the waiting works with `StoreError` `closed`. */
  abandon(): void {
    this.#closed = true;
    for (const one of this.#waiting.splice(0))
      one.fail(new StoreError('closed', 'another server works on this database'));
  }

  async #drain(): Promise<void> {
    // Callers in this turn of the event loop join the first batch.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      if ((await this.#fence?.mayWrite()) === false) {
        this.abandon();
        break;
      }
      const batch = this.#waiting.splice(0, BATCH);
      if ((await this.#commit(batch)) === 'work-failed' && batch.length > 1) {
        for (const one of batch) await this.#commit([one]);
      }
    }
    this.#draining = undefined;
  }

  /**
   * `work-failed`: the batch was rolled back because of one of its works; the works are not rejected yet unless there is only one. If the
   * commit itself fails, its result is unknown and a repetition could apply the works twice, so all are rejected.
   */
  async #commit(batch: readonly Waiting[]): Promise<'settled' | 'work-failed'> {
    let committing = false;
    try {
      const settle = await this.#database.transaction(async (transaction) => {
        queues.set(transaction, this);
        await beginWrite(transaction, this.#fence);
        const settlers: (() => void)[] = [];
        for (const one of batch) settlers.push(await one.run(transaction));
        committing = true;
        return settlers;
      });
      this.#end('committed');
      for (const done of settle) done();
      return 'settled';
    } catch (error) {
      this.#end(committing ? 'unknown' : 'rolled-back');
      if (error instanceof StoreError && error.code === 'closed') this.#fence?.yield();
      if (!committing && batch.length > 1) return 'work-failed';
      for (const one of batch) one.fail(asStoreError(error));
      return 'settled';
    }
  }

  #end(outcome: Outcome): void {
    for (const listener of this.#endings.splice(0)) listener(outcome);
  }
}

/** An engine's refusal becomes a `StoreError`; any other error is a bug. */
function asStoreError(error: unknown): unknown {
  const code = engineCodeOf(error);
  if (code === undefined) return error;
  return new StoreError('unavailable', `the database does not take writes: ${code}`, { cause: error });
}
