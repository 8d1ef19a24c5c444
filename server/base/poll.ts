import type { Clock } from '../../hardware/host/clock.ts';

/**
 * Looks now, and again so long after each look has ended. What a look throws goes to `onFault`, and the next one comes all the same. The
 * function stops it and resolves once a look that runs has ended.
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
