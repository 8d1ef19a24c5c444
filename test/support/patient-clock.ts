/** The system's clock for a driver whose limits must end nothing on a busy machine. */
import type { Clock } from '../../hardware/host/clock.ts';
import { systemClock } from '../../hardware/host/system-clock.ts';

const PATIENCE = 20;

/** @param fromMs delays of this length and longer are limits, and last 20 times as long; shorter ones are as stated */
export function patientClock(fromMs: number): Clock {
  return {
    ...systemClock,
    after: (delayMs, fire) => systemClock.after(delayMs >= fromMs ? PATIENCE * delayMs : delayMs, fire),
  };
}
