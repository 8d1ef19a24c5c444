import { type Calibration, calibrate } from '../../../models/calibration/calibration.ts';

/** The lowest score, -1..2, whose false-match rate is proven to be at most `rate`. */
export function thresholdAt(rate: number, calibration: Calibration): number {
  let [low, high] = [-1, 2];
  for (let step = 0; step < 40; step++) {
    const middle = (low + high) / 2;
    if (calibrate(middle, calibration).falseMatchRate <= rate) high = middle;
    else low = middle;
  }
  return high;
}
