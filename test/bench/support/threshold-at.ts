import { type Calibration, calibrate } from '../../../models/calibration/calibration.ts';

/** The least score, -1..2, whose false-match rate the calibration proves to be at most `rate`. */
export function thresholdAt(rate: number, calibration: Calibration): number {
  let [low, high] = [-1, 2];
  for (let step = 0; step < 40; step++) {
    const middle = (low + high) / 2;
    if (calibrate(middle, calibration).falseMatchRate <= rate) high = middle;
    else low = middle;
  }
  return high;
}
