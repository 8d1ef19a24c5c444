import { type Calibration, calibrate } from '../../models/calibration/calibration.ts';
import { poissonInterval } from '../../models/calibration/poisson-interval.ts';

/** How often impostors that a calibration did not see were accepted at a rate that it states. */
export interface StatedRate {
  readonly stated: number;
  readonly falseMatches: number;
  readonly comparisons: number;
  readonly observed: number;
  /** Exact Poisson interval of what was observed, 95 %. */
  readonly interval: readonly [number, number];
  /** False where even the interval's lower end lies above what was stated. */
  readonly holds: boolean;
}

/** Checks the rates that a calibration states against other impostors' scores. */
export function statedRates(
  calibration: Calibration,
  impostor: Float64Array,
  rates: readonly number[] = [1e-2, 1e-3, 1e-4],
): StatedRate[] {
  return rates.map((stated) => {
    const falseMatches = impostor.reduce(
      (count, score) => count + (calibrate(score, calibration).falseMatchRate <= stated ? 1 : 0),
      0,
    );
    const [low, high] = poissonInterval(falseMatches, 0.95);
    const interval = [low / impostor.length, high / impostor.length] as const;
    const observed = falseMatches / impostor.length;
    return { stated, falseMatches, comparisons: impostor.length, observed, interval, holds: interval[0] <= stated };
  });
}
