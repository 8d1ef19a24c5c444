/**
 * Predicts how often cases end in one way from the decisions of a person's colleagues. Both the rate and the spread between people are
 * unknown: every combination is weighed by how well it explains each colleague's decisions. A small number of colleagues therefore gives
 * wide limits. Pure.
 */
import { chancesOf, logLikelihood } from './beta-binomial.ts';

/** One colleague: `counted` of their `cases` ended this way; `mean` is the expected share for cases such as theirs. */
export interface Colleague {
  readonly cases: number;
  readonly counted: number;
  readonly mean: number;
}

/** Common deviations from the expected share, in log odds. */
const SHIFTS = Array.from({ length: 21 }, (_, index) => (index - 10) * 0.15);
/** Correlation between two decisions of one person: 1 / (a + b + 1) of the beta distribution, in geometric steps. */
const MIN_CORRELATION = 0.01;
const MAX_CORRELATION = 0.2;
const STEPS = 8;
const CORRELATIONS = Array.from(
  { length: STEPS },
  (_, index) => MIN_CORRELATION * (MAX_CORRELATION / MIN_CORRELATION) ** (index / (STEPS - 1)),
);

/** Probabilities of 0, 1, … `cases` for a person with the expected share `mean` who varies as colleagues do. */
export function chancesAmong(colleagues: readonly Colleague[], cases: number, mean: number): number[] {
  const worlds = SHIFTS.flatMap((shift) =>
    CORRELATIONS.map((correlation) => ({ shift, strength: 1 / correlation - 1 })),
  );
  const logs = worlds.map(({ shift, strength }) => {
    let log = 0;
    for (const one of colleagues) {
      const share = shifted(one.mean, shift);
      log += logLikelihood(one.counted, one.cases, share * strength, (1 - share) * strength);
    }
    return log;
  });
  const most = Math.max(...logs);
  const weights = logs.map((log) => Math.exp(log - most));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const chances = Array.from({ length: cases + 1 }, () => 0);
  for (const [index, { shift, strength }] of worlds.entries()) {
    const weight = (weights[index] ?? 0) / total;
    if (weight < NEGLIGIBLE) continue;
    for (const [count, chance] of chancesOf(cases, shifted(mean, shift), strength).entries()) {
      chances[count] = (chances[count] ?? 0) + weight * chance;
    }
  }
  return chances;
}

/** Weights below this are skipped; all skipped weights add up to less than a hundredth of a tail. */
const NEGLIGIBLE = 5e-8;

function shifted(mean: number, shift: number): number {
  return 1 / (1 + Math.exp(-(Math.log(mean / (1 - mean)) + shift)));
}
