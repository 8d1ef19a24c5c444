import type { Clock } from '../../../hardware/host/clock.ts';

/** A slow stick reads a piece in less than a second. */
const ANSWER_LIMIT_MS = 20_000;

/**
 * Reads from a medium that may never answer, such as a failing stick. A read that takes longer than the limit counts as `unanswered`. The
 * thread that waits for the medium is lost until the medium answers, so that further asks are not begun until then.
 */
export function patiently<T>(clock: Clock, unanswered: T): (ask: () => Promise<T>) => Promise<T> {
  let isStuck = false;
  return (ask) => {
    if (isStuck) return Promise.resolve(unanswered);
    return new Promise((resolve, reject) => {
      const cancel = clock.after(ANSWER_LIMIT_MS, () => {
        isStuck = true;
        resolve(unanswered);
      });
      const settle = (end: () => void): void => {
        cancel();
        isStuck = false;
        end();
      };
      ask().then(
        (answer) => settle(() => resolve(answer)),
        (error: unknown) => settle(() => reject(error)),
      );
    });
  };
}
