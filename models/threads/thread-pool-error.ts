import { codedError } from '../../hardware/host/coded-error.ts';
import type { ThreadFault } from './thread-messages.ts';

/** Reasons for which the pool refuses or loses a request. */
export type ThreadPoolErrorCode =
  /** The queue is full. */
  | 'queue-full'
  /** The caller's signal fired; its reason is the `cause`. */
  | 'cancelled'
  /** The thread died while it handled the request. It is replaced and its memory is lost. */
  | 'thread-died'
  /** The request exceeded the time limit. Its thread was terminated and is replaced. */
  | 'task-timed-out'
  /** A thread died before it was ready, so the pool is unusable. The reason is the `cause`. */
  | 'thread-not-started'
  /** The request contains a value that cannot be sent to a thread. */
  | 'request-not-sendable'
  /** The pool is closed or closing. */
  | 'closed'
  /** A thread was terminated because it did not close in time. */
  | 'close-timed-out';

/** An error of the pool. Messages never contain the content of a request. */
export class ThreadPoolError extends codedError<ThreadPoolErrorCode>('ThreadPoolError') {}

/** An error from a handler in a thread, with its original name, message, `code` and stack. */
export class ThreadTaskError extends Error {
  /** The `code` of the error in the thread, if it has one. */
  readonly code: string | undefined;

  constructor({ name, message, code, stack }: ThreadFault) {
    super(message);
    this.name = name;
    this.code = code;
    if (stack !== undefined) this.stack = stack;
  }
}
