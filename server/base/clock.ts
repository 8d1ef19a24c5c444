/** Time, from something that tests can turn. The server has no other source of it. */
export interface Clock {
  /** Wall time in milliseconds since the Unix epoch. May jump. */
  wallMs(): number;
  /** Milliseconds since an arbitrary point, never going back. */
  monotonicMs(): number;
  /** Calls `fire` once, after at least `delayMs`. The returned function cancels; cancelling twice does nothing. */
  after(delayMs: number, fire: () => void): () => void;
}

/** The machine's clock. Its timers do not keep the process alive. */
export const systemClock: Clock = {
  wallMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  after(delayMs, fire) {
    const timer = setTimeout(fire, Math.max(0, delayMs));
    timer.unref();
    return () => clearTimeout(timer);
  },
};
