import type { Clock } from '../../hardware/host/clock.ts';

/** A first look that takes longer no longer delays those of other polls. */
const TURN_MS = 1_000;

/** Polls that are started together with the one that looks now; `undefined` after that moment. */
let startedTogether: (() => Promise<void>)[] | undefined;

/**
 * Runs `look` now and again after a pause, counted from the end of each run. Polls that are started together, as at a server's start, look
 * for the first time one after another: all at once they would take every connection of the database from the first requests. Errors go to
 * `onFault` and do not end the loop. The returned function stops it and resolves once a running call has ended.
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
  inTurn(async () => {
    if (isStopped) return;
    go();
    await endOrTurn(clock, looking);
  });
  return async () => {
    isStopped = true;
    cancel?.();
    await looking;
  };
}

/** Calls the first of those started together at once, and each other one when the one before is over. */
function inTurn(first: () => Promise<void>): void {
  if (startedTogether !== undefined) {
    startedTogether.push(first);
    return;
  }
  const others: (() => Promise<void>)[] = [];
  startedTogether = others;
  queueMicrotask(() => (startedTogether = undefined));
  void first().then(async () => {
    for (const other of others) await other();
  });
}

function endOrTurn(clock: Pick<Clock, 'after'>, looking: Promise<unknown>): Promise<void> {
  return new Promise((resolve) => {
    const cancel = clock.after(TURN_MS, resolve);
    void looking.finally(() => {
      cancel();
      resolve();
    });
  });
}
