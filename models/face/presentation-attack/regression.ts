/** Linear regression of `y` on `x`. */
export interface Regression {
  /** Least-squares slope; 0 when x does not vary. */
  readonly slope: number;
  /** Pearson's correlation, -1..1; 0 when either does not vary. */
  readonly correlation: number;
}

export function regress(x: readonly number[], y: readonly number[]): Regression {
  const count = x.length;
  const meanX = x.reduce((sum, value) => sum + value, 0) / count;
  const meanY = y.reduce((sum, value) => sum + value, 0) / count;
  let [xx, xy, yy] = [0, 0, 0];
  for (let at = 0; at < count; at++) {
    const dx = x[at]! - meanX;
    const dy = (y[at] ?? 0) - meanY;
    xx += dx * dx;
    xy += dx * dy;
    yy += dy * dy;
  }
  return { slope: xx > 0 ? xy / xx : 0, correlation: xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : 0 };
}

export function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[values.length >> 1] ?? 0;
}
