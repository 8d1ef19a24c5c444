/** Runs asynchronous steps one after another, in the order in which they are given. */
export interface SerialQueue {
  /** Settles as `step` does, which begins when all earlier steps have ended. A step that fails does not stop those after it. */
  run<T>(step: () => Promise<T> | T): Promise<T>;
  /** Resolves when every step given so far has ended. Never rejects. */
  settled(): Promise<void>;
}

/**
 * @example
 * ```ts
 * import { serialQueue } from './hardware/host/serial-queue.ts';
 *
 * const queue = serialQueue();
 * const seen = [];
 * void queue.run(async () => { seen.push('first'); });
 * await queue.run(() => seen.push('second'));
 * seen; // => ['first', 'second']
 * ```
 */
export function serialQueue(): SerialQueue {
  let last: Promise<unknown> = Promise.resolve();
  return {
    run(step) {
      const mine = last.then(step);
      last = mine.catch(() => undefined);
      return mine;
    },
    settled: () => last.then(() => undefined),
  };
}
