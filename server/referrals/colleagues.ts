/**
 * What a person's colleagues tell of how often such cases end one way: nothing certain. How often, and how much people differ, are both weighed
 * by how well they explain what each colleague did, so that a few colleagues leave much room. Pure.
 */
import { chancesOf, logLikelihood } from './beta-binomial.ts';

/** One colleague: of `cases` so many were counted; `mean`: the share that is expected of cases such as theirs. */
export interface Colleague {
  readonly cases: number;
  readonly counted: number;
  readonly mean: number;
}

/** How far all may lie from the expected share, in log odds. */
const SHIFTS = Array.from({ length: 21 }, (_, index) => (index - 10) * 0.15);
/**
 * How alike two decisions of one person are beyond what is expected of the cases: 1 / (a + b + 1) of the beta distribution. From nearly nothing
 * to a fifth, by equal factors.
 */
const LEAST_CORRELATION = 0.01;
const MOST_CORRELATION = 0.2;
const STEPS = 8;
const CORRELATIONS = Array.from(
  { length: STEPS },
  (_, index) => LEAST_CORRELATION * (MOST_CORRELATION / LEAST_CORRELATION) ** (index / (STEPS - 1)),
);

/** The chances of 0, 1, … `cases` for somebody of whom `mean` is expected and who differs as colleagues do. */
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

/** All of them together weigh less than a hundredth of a tail. */
const NEGLIGIBLE = 5e-8;

function shifted(mean: number, shift: number): number {
  return 1 / (1 + Math.exp(-(Math.log(mean / (1 - mean)) + shift)));
}
