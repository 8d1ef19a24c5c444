import type { ThreadFault } from './thread-messages.ts';

/** Every way in which the pool itself can refuse or lose a request. */
export type ThreadPoolErrorCode =
  /** As many requests wait as the queue holds. */
  | 'queue-full'
  /** The caller's signal fired; its reason is the `cause`. */
  | 'cancelled'
  /** The thread died while it worked on the request. It is replaced; what it held in memory is gone. */
  | 'thread-died'
  /** The request took longer than the pool allows. Its thread was stopped and is replaced. */
  | 'task-timed-out'
  /** A thread died before it was ready, so the pool has given up. The reason is the `cause`. */
  | 'thread-not-started'
  /** The request holds something that cannot be sent to a thread. */
  | 'request-not-sendable'
  /** The pool is closed or closing. */
  | 'closed'
  /** A thread had to be stopped because it did not close in time. */
  | 'close-timed-out';

/** A refusal of the pool. Messages say nothing about a request's content. */
export class ThreadPoolError extends Error {
  override readonly name = 'ThreadPoolError';
  readonly code: ThreadPoolErrorCode;

  constructor(code: ThreadPoolErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** An error that a thread's handler threw: its name, message, `code` and stack as they were there. */
export class ThreadTaskError extends Error {
  /** The `code` of the error in the thread, where it had one. */
  readonly code: string | undefined;

  constructor({ name, message, code, stack }: ThreadFault) {
    super(message);
    this.name = name;
    this.code = code;
    if (stack !== undefined) this.stack = stack;
  }
}
