import { RELAXATION } from '../constants.ts';
import { angleBetween } from '../minutia.ts';
import type { MinutiaList } from '../minutia-list.ts';
import type { CandidatePairs } from './candidate-pairs.ts';

export interface Relaxed {
  /** float64 [pairs]: the similarity of each pair after relaxation. */
  readonly support: Float64Array;
  /** Mean support of the pairs that kept most of their similarity: the minutia score, 0..1. */
  readonly score: number;
}

/**
 * Relaxes the candidate pairs: pairs whose distance, rotation and bearing agree support each other (LSA-R of the MCC
 * paper).
 *
 * @param compatibility float32, at least [pairs, pairs], written: how well two pairs agree, 0..1
 */
export function relax(
  one: MinutiaList,
  other: MinutiaList,
  pairs: CandidatePairs,
  compatibility: Float32Array,
): Relaxed {
  const count = pairs.one.length;
  const scored = scoredPairs(Math.min(one.count, other.count));
  const initial = new Float64Array(pairs.similarity);
  if (count < 2) return { support: initial, score: 0 };
  fillCompatibility(one, other, pairs, compatibility);
  let support = initial.slice();
  let next = new Float64Array(count);
  const { ownWeight, rounds } = RELAXATION;
  for (let round = 0; round < rounds; round++) {
    for (let at = 0; at < count; at++) {
      let sum = 0;
      for (let by = 0; by < count; by++) sum += compatibility[at * count + by]! * support[by]!;
      next[at] = ownWeight * support[at]! + ((1 - ownWeight) * sum) / (count - 1);
    }
    [support, next] = [next, support];
  }
  const order = Array.from({ length: count }, (_, at) => at).sort(
    (a, b) => support[b]! / initial[b]! - support[a]! / initial[a]!,
  );
  let sum = 0;
  for (const at of order.slice(0, scored)) sum += support[at]!;
  return { support, score: sum / scored };
}

function scoredPairs(minutiae: number): number {
  const { scored, scoredLeast, scoredMost } = RELAXATION;
  return scoredLeast + Math.round(sigmoid(minutiae, scored.middle, scored.slope) * (scoredMost - scoredLeast));
}

function fillCompatibility(
  one: MinutiaList,
  other: MinutiaList,
  pairs: CandidatePairs,
  compatibility: Float32Array,
): void {
  const count = pairs.one.length;
  for (let first = 0; first < count; first++) {
    compatibility[first * count + first] = 0;
    for (let second = first + 1; second < count; second++) {
      const value = compatibilityOf(
        one,
        pairs.one[first]!,
        pairs.one[second]!,
        other,
        pairs.other[first]!,
        pairs.other[second]!,
      );
      compatibility[first * count + second] = value;
      compatibility[second * count + first] = value;
    }
  }
}

function compatibilityOf(one: MinutiaList, a: number, b: number, other: MinutiaList, c: number, d: number): number {
  const { distance, stretch, distanceMargin, turn, bearing } = RELAXATION;
  const dx = one.x[b]! - one.x[a]!;
  const dy = one.y[b]! - one.y[a]!;
  const ex = other.x[d]! - other.x[c]!;
  const ey = other.y[d]! - other.y[c]!;
  const lengthOne = Math.sqrt(dx * dx + dy * dy);
  const lengthOther = Math.sqrt(ex * ex + ey * ey);
  const difference = Math.abs(lengthOne - lengthOther);
  const middle = distance.middle + stretch * Math.min(lengthOne, lengthOther);
  if (difference > middle + distanceMargin) return 0;
  const turnOne = one.direction[a]! - one.direction[b]!;
  const turnOther = other.direction[c]! - other.direction[d]!;
  const turnDifference = Math.abs(angleBetween(turnOne, turnOther));
  if (turnDifference > 2 * turn.middle) return 0;
  const bearingOne = one.direction[a]! - Math.atan2(dy, dx);
  const bearingOther = other.direction[c]! - Math.atan2(ey, ex);
  const bearingDifference = Math.abs(angleBetween(bearingOne, bearingOther));
  if (bearingDifference > 2 * bearing.middle) return 0;
  return (
    sigmoid(difference, middle, distance.slope) *
    sigmoid(turnDifference, turn.middle, turn.slope) *
    sigmoid(bearingDifference, bearing.middle, bearing.slope)
  );
}

/** The logistic curve with value 1/2 at `middle`. */
const sigmoid = (value: number, middle: number, slope: number): number => 1 / (1 + Math.exp(-slope * (value - middle)));
