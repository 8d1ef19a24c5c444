import { percentileInterval, type Random } from '../support/subject-resampling.ts';
import type { AllComparisons } from '../face-accuracy/all-against-all.ts';
import { type Proportion, proportion } from '../support/clopper-pearson.ts';

/** Share of successful trials, with the exact 95 % interval. */
export function shareOf(outcomes: readonly boolean[]): Proportion {
  return proportion(outcomes.filter(Boolean).length, outcomes.length);
}

export interface RateAtThreshold {
  readonly threshold: number;
  readonly falseMatchRate: number;
  /** 95 %, from resampling subjects. */
  readonly falseMatchRateInterval: readonly [number, number];
  readonly trueMatchRate: number;
}

const RESAMPLES = 200;

/** Both rates at a given threshold; this score and higher ones match. */
export function ratesAt(all: AllComparisons, threshold: number, random: Random): RateAtThreshold {
  const { one, other } = all.impostorSubjects;
  const matched: number[] = [];
  all.impostor.forEach((score, at) => {
    if (score >= threshold) matched.push(at);
  });
  const rates = Array.from({ length: RESAMPLES }, () => {
    // Weights of resampled subjects; the sum of all pairs' weights is close to their number.
    const times = new Map<number, number>();
    const timesOf = (subject: number): number => {
      const known = times.get(subject);
      if (known !== undefined) return known;
      const drawn = poissonOfOne(random);
      times.set(subject, drawn);
      return drawn;
    };
    return matched.reduce((sum, at) => sum + timesOf(one[at]!) * timesOf(other[at]!), 0) / all.impostor.length;
  });
  return {
    threshold,
    falseMatchRate: matched.length / all.impostor.length,
    falseMatchRateInterval: percentileInterval(rates, 0.95),
    trueMatchRate: all.genuine.filter((score) => score >= threshold).length / all.genuine.length,
  };
}

/** How often a subject is drawn (Poisson bootstrap), by inversion. */
function poissonOfOne(random: Random): number {
  let left = random();
  let share = Math.exp(-1);
  let count = 0;
  while (left >= share && count < 20) {
    left -= share;
    count += 1;
    share /= count;
  }
  return count;
}
