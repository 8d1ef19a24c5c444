import { type Calibration, calibrate } from '../../models/calibration/calibration.ts';
import { poissonInterval } from '../bench/support/poisson-interval.ts';

/** Acceptance rate of impostors outside the calibration set, at a rate that the calibration states. */
export interface StatedRate {
  readonly stated: number;
  readonly falseMatches: number;
  readonly comparisons: number;
  readonly observed: number;
  /** Exact 95 % Poisson interval of the observed rate. */
  readonly interval: readonly [number, number];
  /** False when even the lower end of the interval exceeds the stated rate. */
  readonly holds: boolean;
}

/** Checks the rates that a calibration states against scores of other impostors. */
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
