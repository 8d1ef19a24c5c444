/** The system's clock for a driver whose limits end nothing on a busy machine: a limit passes when the test says so. */
import { type Clock, pause } from '../../hardware/host/clock.ts';
import { systemClock } from '../../hardware/host/system-clock.ts';

export interface HeldLimits {
  readonly clock: Clock;
  /** Lets the limits of at most this length pass that are running. */
  pass(byMs: number): void;
  /** Lets every limit pass, also those that begin now, until the promise has settled, and returns it. */
  passDuring<T>(promise: T | Promise<T>): Promise<T>;
}

const PASS_EVERY_MS = 10;

/** @param fromMs delays of this length and longer are limits; shorter ones are as stated */
export function heldLimits(fromMs: number): HeldLimits {
  const running = new Set<{ readonly delayMs: number; readonly fire: () => void }>();
  const pass = (byMs: number): void => {
    for (const limit of [...running]) if (limit.delayMs <= byMs && running.delete(limit)) limit.fire();
  };
  return {
    clock: {
      ...systemClock,
      after(delayMs, fire) {
        if (delayMs < fromMs) return systemClock.after(delayMs, fire);
        const limit = { delayMs, fire };
        running.add(limit);
        return () => void running.delete(limit);
      },
    },
    pass,
    async passDuring(promise) {
      const settled = Promise.resolve(promise).then(
        () => true,
        () => true,
      );
      const waited = () => pause(systemClock, PASS_EVERY_MS).then(() => false);
      do pass(Number.POSITIVE_INFINITY);
      while (!(await Promise.race([settled, waited()])));
      return promise;
    },
  };
}
