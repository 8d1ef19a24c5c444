import { poissonInterval } from '../support/poisson-interval.ts';
import { numbersBy } from './groupings.ts';
import type { ScoreOf } from './impostors.ts';
import type { Label } from './labels.ts';

/** False non-matches of one group at one threshold. */
export interface GroupMisses {
  readonly group: string;
  readonly comparisons: number;
  readonly misses: number;
  readonly falseNonMatchRate: number;
  /**
   * 95 %, exact Poisson interval of the count: comparisons of one person are not independent, so it is a lower bound
   * of the uncertainty.
   */
  readonly interval: readonly [number, number];
}

/** Pairs of images of one person, the earlier one as the portrait. */
export function matedPairs(images: readonly number[], people: Int32Array): (readonly [number, number])[] {
  return images.flatMap((one, at) =>
    images.slice(at + 1).flatMap((other) => (people[one] === people[other] ? [[one, other] as const] : [])),
  );
}

/** False non-match rates by group; a failure to acquire is a miss. */
export function missesByGroup(
  pairs: readonly (readonly [number, number])[],
  labels: readonly Label[],
  groupOf: (label: Label) => string | undefined,
  scoreOf: ScoreOf,
  threshold: number,
): GroupMisses[] {
  return numbersBy(pairs.length, (at) => groupOf(labels[pairs[at]![0]]!)).map(([group, numbers]) => {
    const own = numbers.map((at) => pairs[at]!);
    const misses = own.filter(([reference, probe]) => !(scoreOf(reference, probe) >= threshold)).length;
    const [low, high] = poissonInterval(misses, 0.95);
    return {
      group,
      comparisons: own.length,
      misses,
      falseNonMatchRate: misses / own.length,
      interval: [low / own.length, Math.min(1, high / own.length)],
    };
  });
}
