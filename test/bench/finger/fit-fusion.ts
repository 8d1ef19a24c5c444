import { type FusionKind, type FusionWeights, fusedValues } from '../../../models/finger/fusion.ts';
import type { Evidence } from '../../../models/finger/comparison/evidence.ts';

/** A training example. */
export interface Example {
  readonly evidence: Evidence;
  readonly genuine: boolean;
}

const RIDGE = 1e-4;
const ROUNDS = 60;

/**
 * Logistic regression by Newton's method over standardised values; genuine and impostor examples have equal total
 * weight, and a small ridge term keeps the solution finite for separable data. A value with a negative weight is
 * dropped and the rest is fitted again.
 */
export function fitFusion(kind: FusionKind, examples: readonly Example[]): FusionWeights {
  const values = examples.map(({ evidence }) => fusedValues(kind, evidence));
  const genuine = examples.filter((example) => example.genuine).length;
  const importance = examples.map((example) => 0.5 / (example.genuine ? genuine : examples.length - genuine));
  const width = values[0]?.length ?? 0;
  let used = Array.from({ length: width }, (_, at) => at);
  for (;;) {
    const chosen = used;
    const fitted = logistic(
      values.map((row) => chosen.map((at) => row[at]!)),
      examples.map((example) => (example.genuine ? 1 : 0)),
      importance,
    );
    const kept = chosen.filter((_, at) => fitted[at + 1]! >= 0);
    if (kept.length === chosen.length) {
      const weights = Array.from({ length: width + 1 }, () => 0);
      weights[0] = fitted[0]!;
      chosen.forEach((at, index) => (weights[at + 1] = fitted[index + 1]!));
      return weights;
    }
    used = kept;
  }
}

function logistic(
  values: readonly (readonly number[])[],
  labels: readonly number[],
  importance: readonly number[],
): number[] {
  const width = values[0]?.length ?? 0;
  const mean = Array.from({ length: width }, (_, at) => values.reduce((sum, row) => sum + row[at]!, 0) / values.length);
  const spread = mean.map(
    (middle, at) => Math.sqrt(values.reduce((sum, row) => sum + (row[at]! - middle) ** 2, 0) / values.length) || 1,
  );
  const rows = values.map((row) => [1, ...row.map((value, at) => (value - mean[at]!) / spread[at]!)]);
  const weights = Array.from({ length: width + 1 }, () => 0);
  for (let round = 0; round < ROUNDS; round++) {
    const curvature = weights.map(() => weights.map(() => 0));
    const slope = weights.map((weight, at) => (at === 0 ? 0 : -RIDGE * weight));
    rows.forEach((row, example) => {
      const sum = row.reduce((total, value, at) => total + value * weights[at]!, 0);
      const probability = 1 / (1 + Math.exp(-sum));
      const error = importance[example]! * (labels[example]! - probability);
      const bend = importance[example]! * probability * (1 - probability);
      for (let a = 0; a < row.length; a++) {
        slope[a] = slope[a]! + error * row[a]!;
        for (let b = 0; b < row.length; b++) curvature[a]![b] = curvature[a]![b]! + bend * row[a]! * row[b]!;
      }
    });
    weights.forEach((_, at) => (curvature[at]![at] = curvature[at]![at]! + RIDGE));
    const step = solve(curvature, slope);
    step.forEach((value, at) => (weights[at] = weights[at]! + value));
    if (step.every((value) => Math.abs(value) < 1e-8)) break;
  }
  const plain = weights.slice(1).map((weight, at) => weight / spread[at]!);
  return [plain.reduce((constant, weight, at) => constant - weight * mean[at]!, weights[0]!), ...plain];
}

/** Gauss-Jordan elimination with pivoting. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, at) => [...row, right[at]!]);
  for (let at = 0; at < rows.length; at++) {
    let pivot = at;
    for (let row = at; row < rows.length; row++)
      if (Math.abs(rows[row]![at]!) > Math.abs(rows[pivot]![at]!)) pivot = row;
    [rows[at], rows[pivot]] = [rows[pivot]!, rows[at]!];
    for (let row = 0; row < rows.length; row++) {
      if (row === at) continue;
      const factor = rows[row]![at]! / rows[at]![at]!;
      rows[row] = rows[row]!.map((value, column) => value - factor * rows[at]![column]!);
    }
  }
  return rows.map((row, at) => row[rows.length]! / row[at]!);
}
