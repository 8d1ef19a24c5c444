/** Scores with weights; plain counts have weight 1. */
export interface WeightedScores {
  readonly scores: Float64Array;
  readonly weights: Float64Array;
}

export interface ErrorRates {
  readonly equalErrorRate: number;
  /** False non-match rates at false-match rates of at most 1 %, 0.1 % and 0. */
  readonly fnmrAtFmr1e2: number;
  readonly fnmrAtFmr1e3: number;
  readonly fnmrAtZeroFmr: number;
}

/** One threshold: a pair with this or a higher score matches. */
export interface OperatingPoint {
  readonly fmr: number;
  readonly fnmr: number;
}

/** The rates at every score as threshold, from the loosest to the strictest, and beyond. */
export function operatingPoints(genuine: WeightedScores, impostor: WeightedScores): OperatingPoint[] {
  const rows = [
    ...Array.from(genuine.scores, (score, at) => ({ score, genuine: genuine.weights[at]!, impostor: 0 })),
    ...Array.from(impostor.scores, (score, at) => ({ score, genuine: 0, impostor: impostor.weights[at]! })),
  ].sort((one, other) => one.score - other.score);
  const genuineTotal = sum(genuine.weights);
  const impostorTotal = sum(impostor.weights);
  const points: OperatingPoint[] = [];
  let genuineBelow = 0;
  let impostorBelow = 0;
  rows.forEach((row, at) => {
    if (at === 0 || row.score !== rows[at - 1]!.score) {
      points.push({ fmr: 1 - impostorBelow / impostorTotal, fnmr: genuineBelow / genuineTotal });
    }
    genuineBelow += row.genuine;
    impostorBelow += row.impostor;
  });
  points.push({ fmr: 0, fnmr: 1 });
  return points;
}

/** Error rates 0..1. */
export function errorRates(genuine: WeightedScores, impostor: WeightedScores): ErrorRates {
  const points = operatingPoints(genuine, impostor);
  // The curves cross between two points: the rate is the middle of the gap.
  const crossing = points.reduce((best, point) =>
    Math.abs(point.fmr - point.fnmr) < Math.abs(best.fmr - best.fnmr) ? point : best,
  );
  // Sums of weights have rounding errors where the rate is 0.
  const at = (rate: number): number => points.find(({ fmr }) => fmr <= rate + 1e-12)?.fnmr ?? 1;
  return {
    equalErrorRate: (crossing.fmr + crossing.fnmr) / 2,
    fnmrAtFmr1e2: at(0.01),
    fnmrAtFmr1e3: at(0.001),
    fnmrAtZeroFmr: at(0),
  };
}

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
