/** A logistic regression on the same features: the simplest model that the trees are compared with. */
import { FEATURES } from '../encode/features.ts';
import { log, sigmoid } from './exact-math.ts';

/** The score is the sum of weight * (value - mean) / deviation, plus the constant. */
export interface Logistic {
  readonly constant: number;
  readonly weights: readonly number[];
  readonly means: readonly number[];
  readonly deviations: readonly number[];
}

const ROUNDS = 150;
const STEP = 0.6;
const PENALTY = 1e-3;
const MAX = 1e6;

/** Rates as log odds; counts and masses as logarithms. A value that is not declared gets the mean. */
function transformed(features: Float32Array): Float64Array {
  return Float64Array.from(features, (value, at) => {
    const name = FEATURES[at]!;
    if (name.startsWith('rate:') || name === 'memory-rate') return log(value / (1 - value));
    if (name.startsWith('lines:') || name === 'net-mass') return log(1 + Math.min(MAX - 1, value));
    return value;
  });
}

/** Gradient descent over all rows, always in the same order. */
export function fitLogistic(features: readonly Float32Array[], fraud: readonly boolean[]): Logistic {
  const rows = features.map(transformed);
  const { means, deviations } = spread(rows);
  for (const row of rows) row.forEach((value, at) => (row[at] = standard(value, means[at]!, deviations[at]!)));
  const weights = new Float64Array(means.length);
  let constant = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const gradient = new Float64Array(weights.length);
    let mean = 0;
    rows.forEach((row, index) => {
      let score = constant;
      for (let at = 0; at < row.length; at++) score += weights[at]! * row[at]!;
      const error = sigmoid(score) - Number(fraud[index]);
      mean += error;
      for (let at = 0; at < row.length; at++) gradient[at] = gradient[at]! + error * row[at]!;
    });
    gradient.forEach((sum, at) => (weights[at] = weights[at]! - STEP * (sum / rows.length + PENALTY * weights[at]!)));
    constant -= (STEP * mean) / rows.length;
  }
  return { constant, weights: [...weights], means, deviations };
}

/** The log odds of fraud. */
export function scoreLogistic({ constant, weights, means, deviations }: Logistic, features: Float32Array): number {
  return transformed(features).reduce(
    (sum, value, at) => sum + weights[at]! * standard(value, means[at]!, deviations[at]!),
    constant,
  );
}

const standard = (value: number, mean: number, deviation: number): number =>
  Number.isNaN(value) ? 0 : (value - mean) / deviation;

function spread(rows: readonly Float64Array[]) {
  const means: number[] = [];
  const deviations: number[] = [];
  FEATURES.forEach((_, at) => {
    const values = rows.map((row) => row[at]!).filter((value) => !Number.isNaN(value));
    const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length);
    means.push(mean);
    deviations.push(variance > 0 ? Math.sqrt(variance) : 1);
  });
  return { means, deviations };
}
