import { type Transferable, Worker } from 'node:worker_threads';
import type { FromThread, ThreadFault, ToThread } from './thread-messages.ts';
import { ThreadPoolError, ThreadTaskError } from './thread-pool-error.ts';

/** Callbacks from a thread to its pool. */
export interface PoolThreadEvents {
  /** The thread can take a request. */
  idle(): void;
  /** A thread died after it was ready, and a new one is starting. */
  replaced(): void;
  /** A thread died before it was ready; it is not replaced. */
  notStarted(error: ThreadPoolError): void;
}

export interface PoolThreadOptions {
  readonly entry: URL;
  readonly workerData: unknown;
  /** Time limit of one request, ms; `undefined`: no limit. */
  readonly taskLimitMs: number | undefined;
  readonly events: PoolThreadEvents;
}

interface Task<Response> {
  /** Fires when the task exceeds its time limit. */
  readonly limit: AbortSignal | undefined;
  resolve(response: Response): void;
  reject(error: Error): void;
}

/** One slot of a pool: a worker thread, which is replaced when it dies. It handles one request at a time. */
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

  /** Sends a request to the thread. Buffers in `transfer` are detached from the caller by this call. */
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
   * Waits for the running request, asks the thread to close and waits until it has exited. A thread that still runs
   * when `deadline` fires is terminated.
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

  /** Terminates the thread when a task exceeds its limit; `#exited` then rejects the task. */
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
