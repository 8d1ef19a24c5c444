import {
  accuracyByFold,
  type ErrorRates,
  equalErrorRate,
  errorCurve,
  type ScoredPair,
  trueMatchRate,
} from './verification.ts';

/** Results of a protocol for one comparator. */
export interface Summary {
  readonly pairs: number;
  /** Mean and standard deviation over the folds, threshold from the other folds. */
  readonly accuracy: number;
  readonly accuracyDeviation: number;
  /** The same if a pair that cannot be compared counts as an error, also one of two people. */
  readonly accuracyOfAll: number;
  readonly equalErrorRate: number;
  readonly trueMatchRates: readonly { readonly falseMatchRate: number; readonly trueMatchRate: number }[];
}

/** The results and their error curve. */
export function summarise(pairs: readonly ScoredPair[]): { readonly summary: Summary; readonly curve: ErrorRates[] } {
  const scoresOf = (same: boolean): Float64Array =>
    Float64Array.from(
      pairs.filter((pair) => pair.same === same),
      ({ score }) => score,
    );
  const [genuine, impostor] = [scoresOf(true), scoresOf(false)];
  const accuracies = accuracyByFold(pairs);
  const accuracy = mean(accuracies);
  const curve = errorCurve(genuine, impostor);
  return {
    curve,
    summary: {
      pairs: pairs.length,
      accuracy,
      accuracyOfAll: mean(accuracyByFold(pairs, 'wrong')),
      accuracyDeviation: Math.sqrt(mean(accuracies.map((value) => (value - accuracy) ** 2))),
      equalErrorRate: equalErrorRate(curve),
      trueMatchRates: [0.01, 0.001]
        .filter((rate) => rate * impostor.length >= 1)
        .map((falseMatchRate) => ({ falseMatchRate, trueMatchRate: trueMatchRate(genuine, impostor, falseMatchRate) })),
    },
  };
}

/** One line for a table, in per cent. */
export function shown({
  accuracy,
  accuracyOfAll,
  accuracyDeviation,
  equalErrorRate: eer,
  trueMatchRates,
}: Summary): string {
  const rates = trueMatchRates.map(
    ({ falseMatchRate, trueMatchRate: rate }) => `TAR at FAR ${100 * falseMatchRate} % ${percent(rate)}`,
  );
  const strictly = accuracyOfAll < accuracy ? ` (${percent(accuracyOfAll)} if not compared counts as wrong)` : '';
  const shares = `accuracy ${percent(accuracy)} +- ${percent(accuracyDeviation)}${strictly}`;
  return [shares, `EER ${percent(eer)}`, ...rates].join('  ');
}

export function percent(share: number): string {
  return (100 * share).toFixed(2);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
