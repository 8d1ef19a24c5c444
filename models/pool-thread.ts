import { type Transferable, Worker } from 'node:worker_threads';
import type { FromThread, ThreadFault, ToThread } from './thread-messages.ts';
import { ThreadPoolError, ThreadTaskError } from './thread-pool-error.ts';

/** What a thread tells its pool. */
export interface PoolThreadEvents {
  /** The thread can take a request. */
  idle(): void;
  /** A thread died after it had been ready, and a new one is starting. */
  replaced(): void;
  /** A thread died before it was ready; no other is started. */
  notStarted(error: ThreadPoolError): void;
}

export interface PoolThreadOptions {
  readonly entry: URL;
  readonly workerData: unknown;
  /** How long one request may take; `undefined`: as long as it takes. */
  readonly taskLimitMs: number | undefined;
  readonly events: PoolThreadEvents;
}

interface Task<Response> {
  /** Fires when the task has taken too long. */
  readonly limit: AbortSignal | undefined;
  resolve(response: Response): void;
  reject(error: Error): void;
}

/** One place in a pool: a worker thread, and its successor whenever it dies. It works on one request at a time. */
export class PoolThread<Request, Response> {
  readonly #options: PoolThreadOptions;
  #worker: Worker;
  #ready = false;
  #task: Task<Response> | null = null;
  #closing = false;
  #closeFault: ThreadFault | undefined;
  /** Called when the thread is ready and has nothing to do. */
  #atRest: () => void = () => {};

  constructor(options: PoolThreadOptions) {
    this.#options = options;
    this.#worker = this.#start();
  }

  /** Whether `run` may be called. */
  get idle(): boolean {
    return this.#ready && this.#task === null && !this.#closing;
  }

  get busy(): boolean {
    return this.#task !== null;
  }

  /** Hands a request to the thread. Buffers in `transfer` leave the caller at this moment. */
  run(request: Request, transfer: readonly Transferable[]): Promise<Response> {
    return new Promise((resolve, reject) => {
      try {
        this.#send({ kind: 'request', request }, transfer);
        this.#task = { resolve, reject, limit: this.#startLimit() };
      } catch (cause) {
        reject(new ThreadPoolError('request-not-sendable', 'the request cannot be sent to a thread', { cause }));
      }
    });
  }

  /**
   * Lets the running request end, has the thread close itself, and waits until it is gone. A thread that is not gone when
   * `deadline` fires is stopped.
   * @throws ThreadPoolError `close-timed-out`; ThreadTaskError when the thread's own `close` failed
   */
  async close(deadline: AbortSignal): Promise<void> {
    this.#closing = true;
    const worker = this.#worker;
    if (hasExited(worker)) return;
    const gone = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    const stop = (): void => void worker.terminate();
    deadline.addEventListener('abort', stop, { once: true });
    await Promise.race([gone, this.#rest()]);
    if (!hasExited(worker)) this.#send({ kind: 'close' });
    await gone;
    deadline.removeEventListener('abort', stop);
    if (deadline.aborted) {
      throw new ThreadPoolError('close-timed-out', 'a thread did not close in time and was stopped');
    }
    if (this.#closeFault !== undefined) throw new ThreadTaskError(this.#closeFault);
  }

  /** Stops the thread over a task that takes too long; `#exited` tells whoever waits for it. */
  #startLimit(): AbortSignal | undefined {
    const { taskLimitMs } = this.#options;
    if (taskLimitMs === undefined) return undefined;
    const limit = AbortSignal.timeout(taskLimitMs);
    const worker = this.#worker;
    limit.addEventListener(
      'abort',
      () => {
        if (this.#task?.limit === limit) void worker.terminate();
      },
      { once: true },
    );
    return limit;
  }

  /** Stops the thread at once. */
  async terminate(): Promise<void> {
    this.#closing = true;
    await this.#worker.terminate();
  }

  #start(): Worker {
    this.#ready = false;
    const worker = new Worker(this.#options.entry, { workerData: this.#options.workerData });
    let reason: unknown;
    worker.on('message', (message: FromThread<Response>) => this.#receive(message));
    worker.on('error', (error) => {
      reason = error;
    });
    worker.on('messageerror', (error) => {
      reason = error;
      void worker.terminate();
    });
    worker.on('exit', () => this.#exited(reason));
    return worker;
  }

  #send(message: ToThread<Request>, transfer: readonly Transferable[] = []): void {
    this.#worker.postMessage(message, [...transfer]);
  }

  #receive(message: FromThread<Response>): void {
    switch (message.kind) {
      case 'ready':
        this.#ready = true;
        break;
      case 'response':
        this.#take()?.resolve(message.response);
        break;
      case 'failure':
        this.#take()?.reject(new ThreadTaskError(message.fault));
        break;
      case 'closed':
        this.#closeFault = message.fault;
        return;
    }
    if (this.#task === null) this.#atRest();
    if (this.idle) this.#options.events.idle();
  }

  /** Resolves when the thread is ready and has nothing to do. */
  #rest(): Promise<void> {
    return new Promise((resolve) => {
      this.#atRest = resolve;
      if (this.#ready && this.#task === null) resolve();
    });
  }

  #exited(cause: unknown): void {
    const started = this.#ready;
    this.#ready = false;
    const task = this.#take();
    task?.reject(
      task.limit?.aborted === true
        ? new ThreadPoolError('task-timed-out', 'the thread was stopped because the request took too long')
        : new ThreadPoolError('thread-died', 'the thread died while it worked on the request', { cause }),
    );
    if (this.#closing) return;
    if (!started) {
      this.#options.events.notStarted(
        new ThreadPoolError('thread-not-started', 'a thread could not be started', { cause }),
      );
      return;
    }
    this.#worker = this.#start();
    this.#options.events.replaced();
  }

  #take(): Task<Response> | null {
    const task = this.#task;
    this.#task = null;
    return task;
  }
}

/** Node gives a worker that has exited the thread id -1. */
function hasExited(worker: Worker): boolean {
  return worker.threadId === -1;
}
