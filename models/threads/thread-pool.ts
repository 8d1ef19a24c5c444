import type { Transferable } from 'node:worker_threads';
import { PoolThread } from './pool-thread.ts';
import { ThreadPoolError, ThreadTaskError } from './thread-pool-error.ts';

const CLOSE_TIMEOUT_MS = 10_000;

export interface ThreadPoolOptions {
  /** The compiled module that each thread runs; it calls `serveThread`. */
  readonly entry: URL;
  /** Number of threads. */
  readonly size: number;
  /** Most requests that may wait for a thread. */
  readonly queueLimit: number;
  /** The `workerData` of each thread, replacements included. */
  readonly workerData?: unknown;
  /** How long a thread may work on one request before it is terminated and replaced. Default: no limit. */
  readonly taskLimitMs?: number;
  /** How long `close` waits before it stops a thread. */
  readonly closeTimeoutMs?: number;
}

export interface SubmitOptions {
  /**
   * When the signal fires, a queued request is dropped and its buffers stay with the caller. A request in a thread is
   * abandoned: the promise rejects at once, the thread finishes its work, and the result and the transferred buffers
   * are discarded.
   */
  readonly signal?: AbortSignal;
  /** Buffers that are moved to the thread instead of copied. They are detached when a thread takes the request. */
  readonly transfer?: readonly Transferable[];
  /** All requests with one key run in the same slot of the pool, in the order of submission. */
  readonly affinity?: number | string;
}

export interface ThreadPoolStats {
  readonly size: number;
  readonly busy: number;
  readonly queued: number;
  /** Requests that a thread answered, cancelled ones included. */
  readonly answered: number;
  /** Threads that died and were replaced. */
  readonly replaced: number;
}

export interface ThreadPool<Request, Response> {
  /** Resolves when every thread is ready; rejects with `thread-not-started` if one dies before that. */
  readonly ready: Promise<void>;
  /**
   * Submits a request to a thread.
   * @throws ThreadPoolError (all codes); ThreadTaskError with the `code` of the handler's error
   */
  submit(request: Request, options?: SubmitOptions): Promise<Response>;
  stats(): ThreadPoolStats;
  /**
   * Rejects queued requests, waits for running ones, calls `close` in each thread and resolves when all threads have
   * exited. Further calls return the same promise.
   * @throws ThreadPoolError `close-timed-out`; ThreadTaskError when a thread's own `close` failed
   */
  close(): Promise<void>;
}

interface Job<Request, Response> {
  readonly request: Request;
  readonly transfer: readonly Transferable[];
  /** Index of the only thread that may take the request, or null for any. */
  readonly place: number | null;
  resolve(response: Response): void;
  reject(error: Error): void;
}

/**
 * Runs requests in worker threads, so that a blocking computation does not stop the event loop of the program.
 * Messages are copied (structured clone); buffers in a transfer list are moved.
 *
 * When a thread dies, its request is rejected and the thread is replaced. When a thread dies before it is ready, the
 * pool ends, because a replacement would fail for the same reason.
 */
export function createThreadPool<Request, Response>(options: ThreadPoolOptions): ThreadPool<Request, Response> {
  return new WorkerThreadPool<Request, Response>(options);
}

class WorkerThreadPool<Request, Response> implements ThreadPool<Request, Response> {
  readonly ready: Promise<void>;
  readonly #threads: readonly PoolThread<Request, Response>[];
  readonly #queueLimit: number;
  readonly #closeTimeoutMs: number;
  readonly #queue: Job<Request, Response>[] = [];
  readonly #readiness: { resolve: () => void; reject: (error: Error) => void };
  #awaited: number;
  #answered = 0;
  #replaced = 0;
  #failure: ThreadPoolError | null = null;
  #closing: Promise<void> | null = null;

  constructor(options: ThreadPoolOptions) {
    const { size, queueLimit, closeTimeoutMs = CLOSE_TIMEOUT_MS } = options;
    if (!Number.isInteger(size) || size < 1) {
      throw new RangeError(`a pool needs a whole number of threads, not ${size}`);
    }
    this.#queueLimit = queueLimit;
    this.#closeTimeoutMs = closeTimeoutMs;
    this.#awaited = size;
    let resolveReady = (): void => {};
    let rejectReady: (error: Error) => void = () => {};
    this.ready = new Promise((resolve, reject) => {
      [resolveReady, rejectReady] = [resolve, reject];
    });
    this.#readiness = { resolve: resolveReady, reject: rejectReady };
    // A caller that does not await `ready` receives the failure from `submit`.
    this.ready.catch(() => {});
    this.#threads = Array.from({ length: size }, () => this.#startThread(options));
  }

  submit(request: Request, { signal, transfer = [], affinity }: SubmitOptions = {}): Promise<Response> {
    return new Promise((resolve, reject) => {
      const refusal = this.#refusal(signal);
      if (refusal !== null) return reject(refusal);
      const place = affinity === undefined ? null : placeOf(affinity, this.#threads.length);
      const job: Job<Request, Response> = {
        request,
        transfer,
        place,
        resolve: (response) => {
          signal?.removeEventListener('abort', cancel);
          resolve(response);
        },
        reject: (error) => {
          signal?.removeEventListener('abort', cancel);
          reject(error);
        },
      };
      const cancel = (): void => {
        this.#drop(job);
        job.reject(cancelled(signal));
      };
      signal?.addEventListener('abort', cancel);
      this.#queue.push(job);
      this.#dispatch();
      if (this.#queue.length > this.#queueLimit) {
        this.#drop(job);
        job.reject(new ThreadPoolError('queue-full', `${this.#queueLimit} requests are waiting already`));
      }
    });
  }

  stats(): ThreadPoolStats {
    return {
      size: this.#threads.length,
      busy: this.#threads.filter(({ busy }) => busy).length,
      queued: this.#queue.length,
      answered: this.#answered,
      replaced: this.#replaced,
    };
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#rejectQueue(new ThreadPoolError('closed', 'the pool was closed before a thread took the request'));
    const deadline = AbortSignal.timeout(this.#closeTimeoutMs);
    const closed = await Promise.allSettled(this.#threads.map((thread) => thread.close(deadline)));
    this.#readiness.reject(new ThreadPoolError('closed', 'the pool was closed before it was ready'));
    const failed = closed.find((result) => result.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }

  #startThread({ entry, workerData, taskLimitMs }: ThreadPoolOptions): PoolThread<Request, Response> {
    let first = true;
    return new PoolThread<Request, Response>({
      entry,
      workerData,
      taskLimitMs,
      events: {
        idle: () => {
          if (first) this.#awaited -= 1;
          first = false;
          if (this.#awaited === 0) this.#readiness.resolve();
          this.#dispatch();
        },
        replaced: () => {
          this.#replaced += 1;
        },
        notStarted: (error) => this.#fail(error),
      },
    });
  }

  /** The error for a new request, or null when it is accepted. */
  #refusal(signal: AbortSignal | undefined): ThreadPoolError | null {
    if (this.#failure !== null) return this.#failure;
    if (this.#closing !== null) return new ThreadPoolError('closed', 'the pool is closed');
    return signal?.aborted === true ? cancelled(signal) : null;
  }

  /** Gives each idle thread the first queued request that it may take. */
  #dispatch(): void {
    this.#threads.forEach((thread, place) => {
      if (!thread.idle) return;
      const at = this.#queue.findIndex((job) => job.place === null || job.place === place);
      const [job] = at === -1 ? [] : this.#queue.splice(at, 1);
      if (job === undefined) return;
      void this.#run(thread, job);
      // A request that could not be sent leaves the thread idle.
      if (thread.idle) queueMicrotask(() => this.#dispatch());
    });
  }

  async #run(thread: PoolThread<Request, Response>, job: Job<Request, Response>): Promise<void> {
    try {
      const response = await thread.run(job.request, job.transfer);
      this.#answered += 1;
      job.resolve(response);
    } catch (error) {
      if (error instanceof ThreadTaskError) this.#answered += 1;
      job.reject(error as Error);
    }
  }

  #drop(job: Job<Request, Response>): void {
    const at = this.#queue.indexOf(job);
    if (at !== -1) this.#queue.splice(at, 1);
  }

  #rejectQueue(error: ThreadPoolError): void {
    for (const job of this.#queue.splice(0)) job.reject(error);
  }

  #fail(error: ThreadPoolError): void {
    this.#failure ??= error;
    this.#readiness.reject(error);
    this.#rejectQueue(error);
    for (const thread of this.#threads) void thread.terminate();
  }
}

function cancelled(signal: AbortSignal | undefined): ThreadPoolError {
  return new ThreadPoolError('cancelled', 'the request was cancelled', { cause: signal?.reason });
}

/** Maps keys to slots (FNV-1a, 32 bits). */
function placeOf(key: number | string, places: number): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(String(key))) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash % places;
}
