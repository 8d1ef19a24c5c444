/** A scored pair of a verification protocol. A comparison that is not possible scores -Infinity and is refused. */
export interface ScoredPair {
  readonly fold: string;
  readonly same: boolean;
  readonly score: number;
}

/**
 * Share of correct answers in each fold, at the best threshold of the other folds (LFW, View 2).
 *
 * @param notCompared result for a pair that cannot be compared. `refused`: correct for two people, like a gate that
 *   does not open (ISO/IEC 19795-1: generalised rates). `wrong`: always an error
 */
export function accuracyByFold(pairs: readonly ScoredPair[], notCompared: 'refused' | 'wrong' = 'refused'): number[] {
  return [...new Set(pairs.map(({ fold }) => fold))].map((fold) => {
    const threshold = bestThreshold(pairs.filter((pair) => pair.fold !== fold));
    const own = pairs.filter((pair) => pair.fold === fold);
    const isRight = ({ same, score }: ScoredPair): boolean =>
      score > threshold === same && (notCompared === 'refused' || score > Number.NEGATIVE_INFINITY);
    return own.filter(isRight).length / own.length;
  });
}

/**
 * The threshold with most correct answers: the middle between two scores, if higher scores count as the same person.
 */
function bestThreshold(pairs: readonly ScoredPair[]): number {
  const sorted = pairs.filter(({ score }) => Number.isFinite(score)).sort((one, other) => one.score - other.score);
  let right = sorted.filter(({ same }) => same).length;
  let most = right;
  let threshold = Number.NEGATIVE_INFINITY;
  sorted.forEach(({ same, score }, at) => {
    right += same ? -1 : 1;
    const next = sorted[at + 1]?.score ?? score;
    if (right > most && next > score) {
      most = right;
      threshold = (score + next) / 2;
    } else if (right > most && at === sorted.length - 1) {
      threshold = score;
    }
  });
  return threshold;
}

/** The error rates at one threshold. */
export interface ErrorRates {
  readonly threshold: number;
  readonly falseMatchRate: number;
  readonly falseNonMatchRate: number;
}

/** With more impostors than this, a curve has points at steps of the rate instead of at every score. */
const EVERY_SCORE_MAX = 100_000;
const POINTS_A_DECADE = 40;

function thresholdsOf(own: Float64Array, others: Float64Array): number[] {
  const chosen = new Set(own);
  if (others.length <= EVERY_SCORE_MAX) others.forEach((score) => chosen.add(score));
  for (let reached = others.length; reached >= 1; reached = Math.floor(reached / 10 ** (1 / POINTS_A_DECADE))) {
    chosen.add(others[others.length - reached]!);
  }
  return [...chosen].sort((one, other) => one - other);
}

/** The error rates at thresholds from the loosest to the strictest: at each change, or close enough for a plot. */
export function errorCurve(genuine: Float64Array, impostor: Float64Array): ErrorRates[] {
  const own = genuine.slice().sort();
  const others = impostor.slice().sort();
  const curve: ErrorRates[] = [];
  let [missed, refused] = [0, 0];
  for (const threshold of thresholdsOf(own, others)) {
    while (missed < own.length && own[missed]! < threshold) missed++;
    while (refused < others.length && others[refused]! < threshold) refused++;
    if (threshold > Number.NEGATIVE_INFINITY) {
      curve.push({
        threshold,
        falseMatchRate: (others.length - refused) / others.length,
        falseNonMatchRate: missed / own.length,
      });
    }
  }
  return curve;
}

/** The rate at which both errors are equal, interpolated between the two thresholds where they cross. */
export function equalErrorRate(curve: readonly ErrorRates[]): number {
  let best = 1;
  let gap = Infinity;
  for (const { falseMatchRate, falseNonMatchRate } of curve) {
    const distance = Math.abs(falseMatchRate - falseNonMatchRate);
    if (distance < gap) {
      gap = distance;
      best = (falseMatchRate + falseNonMatchRate) / 2;
    }
  }
  return best;
}

/**
 * Share of genuine comparisons that match at the loosest threshold that at most `falseMatchRate` of the impostors
 * reach.
 */
export function trueMatchRate(genuine: Float64Array, impostor: Float64Array, falseMatchRate: number): number {
  const sorted = impostor.slice().sort().reverse();
  const threshold = sorted[Math.floor(falseMatchRate * sorted.length)] ?? Number.NEGATIVE_INFINITY;
  return genuine.reduce((count, score) => count + (score > threshold ? 1 : 0), 0) / genuine.length;
}
