import { uptime } from 'node:os';
import type { Clock } from './clock.ts';

/** The machine's clock. A pending timer keeps the process alive. */
export const systemClock: Clock = machineClock(() => undefined);

/** The machine's clock. A pending timer does not keep the process alive. */
export const backgroundClock: Clock = machineClock((timer) => timer.unref());

function machineClock(onTimer: (timer: NodeJS.Timeout) => void): Clock {
  return {
    wallMs: () => Date.now(),
    monotonicMs: () => performance.now(),
    sinceBootMs: () => uptime() * 1_000,
    after(delayMs, fire) {
      const timer = setTimeout(fire, Math.max(0, delayMs));
      onTimer(timer);
      return () => clearTimeout(timer);
    },
  };
}
