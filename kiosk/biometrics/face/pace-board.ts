import type { Clock } from '../../../hardware/host/clock.ts';
import type { Unsubscribe } from '../../../hardware/device/device.ts';
import { FULL_PACE, judgePace, type Pace, type PaceMeasurement, type PaceRates } from './pace.ts';

/** The pace of a lane: the camera step reads and measures it, self-tests measure it, the status reports it. */
export interface PaceBoard {
  pace(): Pace;
  measured(by: PaceMeasurement['by'], framesPerS: number): void;
  /** Called after each measurement. */
  onMeasured(listener: (pace: Pace, before: Pace) => void): Unsubscribe;
}

/** @param rates that the policy in force needs */
export function createPaceBoard(clock: Clock, rates: () => PaceRates): PaceBoard {
  const listeners = new Set<(pace: Pace, before: Pace) => void>();
  let pace = FULL_PACE;
  return {
    pace: () => pace,
    measured(by, framesPerS) {
      const before = pace;
      pace = judgePace(before, { by, framesPerS, atMs: clock.monotonicMs(), rates: rates() });
      for (const listener of listeners) listener(pace, before);
    },
    onMeasured(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
