/** The source of time, which tests can control. Domain code uses no other. */
export interface Clock {
  /** Wall time in milliseconds since the Unix epoch. May jump. For records and validity, never for durations. */
  wallMs(): number;
  /** Milliseconds since an arbitrary point, never going back. For durations and time-outs. */
  monotonicMs(): number;
  /** Milliseconds since the machine booted, including time suspended; with fractions. */
  sinceBootMs(): number;
  /** Calls `fire` once, after at least `delayMs` (0 or more). The returned function cancels; cancelling twice does nothing. */
  after(delayMs: number, fire: () => void): () => void;
}

/**
 * Resolves after `delayMs`, or at once when one of the signals fires: `true` if the time passed, `false` if it was cut short. It then stops
 * listening to the signals.
 */
export function pause(
  clock: Pick<Clock, 'after'>,
  delayMs: number,
  ...signals: readonly (AbortSignal | undefined)[]
): Promise<boolean> {
  return new Promise((resolve) => {
    if (signals.some((signal) => signal?.aborted === true)) {
      resolve(false);
      return;
    }
    const settle = (isOver: boolean) => {
      for (const signal of signals) signal?.removeEventListener('abort', onAbort);
      resolve(isOver);
    };
    const onAbort = () => {
      cancel();
      settle(false);
    };
    const cancel = clock.after(delayMs, () => settle(true));
    for (const signal of signals) signal?.addEventListener('abort', onAbort, { once: true });
  });
}
