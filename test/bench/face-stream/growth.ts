/** Slope of a line through samples, with its 95 % interval, per 1,000 frames. */
export interface Growth {
  readonly slope: number;
  readonly low: number;
  readonly high: number;
}

/** Ordinary least squares. Consecutive samples are treated as independent, so the interval is too narrow. */
export function growthOf(samples: readonly number[], framesASample: number): Growth {
  const count = samples.length;
  const middle = (count - 1) / 2;
  const mean = samples.reduce((sum, value) => sum + value, 0) / count;
  let [covariance, spread] = [0, 0];
  samples.forEach((value, at) => {
    covariance += (at - middle) * (value - mean);
    spread += (at - middle) ** 2;
  });
  const slope = covariance / spread;
  const residual = samples.reduce((sum, value, at) => sum + (value - mean - slope * (at - middle)) ** 2, 0);
  const error = Math.sqrt(residual / Math.max(1, count - 2) / spread);
  const scale = 1_000 / framesASample;
  return { slope: slope * scale, low: (slope - 1.96 * error) * scale, high: (slope + 1.96 * error) * scale };
}
