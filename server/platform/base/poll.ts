import type { Clock } from '../../../hardware/host/clock.ts';

/**
 * Runs `look` now and again after a pause, counted from the end of each run. Errors go to `onFault` and do not end the loop. The returned
 * function stops it and resolves once a running call has ended.
 */
export function poll(
  clock: Pick<Clock, 'after'>,
  everyMs: number,
  look: () => Promise<unknown>,
  onFault: (error: unknown) => void,
): () => Promise<void> {
  let isStopped = false;
  let cancel: (() => void) | undefined;
  let looking: Promise<unknown> = Promise.resolve();
  const go = (): void => {
    looking = look()
      .catch(onFault)
      .finally(() => {
        if (!isStopped) cancel = clock.after(everyMs, go);
      });
  };
  go();
  return async () => {
    isStopped = true;
    cancel?.();
    await looking;
  };
}
