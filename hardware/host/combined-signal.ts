/**
 * Signals that fire with the first of several, in place of `AbortSignal.any`. Node 20 and 22 keep a weak reference for each call of
 * `AbortSignal.any` on each of its signals until that signal itself is collected, so a signal that lives as long as the program collects
 * hundreds per traveller. A combined signal listens to its signals until it fires or is released, and leaves nothing behind on them.
 */

export interface CombinedSignal {
  /** Fires with the first of its signals, for that signal's reason. Never fires after `release`. */
  readonly signal: AbortSignal;
  /** Stops listening to the signals. Not needed once the combined signal has fired; safe to repeat. */
  readonly release: () => void;
}

/**
 * For uses that end in another place than they began; `underSignals` is for all others. If a signal has already fired, so has the combined
 * one. The caller ensures that one of the signals fires or `release` is called.
 */
export function combineSignals(...signals: readonly AbortSignal[]): CombinedSignal {
  const controller = new AbortController();
  const release = (): void => {
    for (const signal of signals) signal.removeEventListener('abort', onAbort);
  };
  const onAbort = (): void => {
    release();
    controller.abort(signals.find(({ aborted }) => aborted)?.reason);
  };
  if (signals.some(({ aborted }) => aborted)) onAbort();
  else for (const signal of signals) signal.addEventListener('abort', onAbort, { once: true });
  return { signal: controller.signal, release };
}

/**
 * Calls `use` with a signal that fires with the first of `signals`, and stops listening to them when the promise of `use` settles. Settles
 * as that promise does.
 *
 * @example
 * const answer = await underSignals([closing, AbortSignal.timeout(5_000)], (signal) => ask(server, signal));
 */
export async function underSignals<T>(
  signals: readonly AbortSignal[],
  use: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { signal, release } = combineSignals(...signals);
  try {
    return await use(signal);
  } finally {
    release();
  }
}
