import { ALIGNMENT } from '../constants.ts';
import { angleBetween } from '../minutia.ts';
import type { MinutiaList } from '../minutia-list.ts';
import type { CandidatePairs } from './candidate-pairs.ts';
import type { Relaxed } from './relaxation.ts';
import { fitMotion, movedX, movedY, type RigidMotion, type WeightedPairs } from './rigid-motion.ts';
import { shiftAt, type StretchField, stretchField } from './stretch-field.ts';

/** An alignment of two prints. */
export interface Alignment {
  readonly motion: RigidMotion;
  readonly field: StretchField;
  /** The paired minutiae. */
  readonly pairs: WeightedPairs;
}

/**
 * Aligns two prints. Each hypothesis starts from one of the pairs with most support and includes the pairs that agree
 * with it. The hypothesis that pairs most minutiae wins; then the stretch of the skin is estimated and the minutiae
 * are paired once more.
 *
 * @returns `undefined` when no pair supports another
 */
export function align(
  one: MinutiaList,
  other: MinutiaList,
  pairs: CandidatePairs,
  { support }: Relaxed,
  compatibility: Float32Array,
): Alignment | undefined {
  const count = pairs.one.length;
  const seeds = Array.from({ length: count }, (_, at) => at)
    .sort((a, b) => support[b]! - support[a]!)
    .slice(0, ALIGNMENT.hypotheses);
  let best: { readonly motion: RigidMotion; readonly pairs: WeightedPairs } | undefined;
  for (const seed of seeds) {
    const hypothesis = grow(one, other, agreeing(pairs, seed, compatibility));
    if (hypothesis.pairs.one.length > (best?.pairs.one.length ?? 1)) best = hypothesis;
  }
  if (best === undefined) return undefined;
  const field = stretchField(one, other, best.motion, best.pairs);
  const refined = pairUp(one, other, best.motion, ALIGNMENT.refinedPairingPx, field);
  const paired = refined.one.length >= best.pairs.one.length ? refined : best.pairs;
  return { motion: best.motion, field: stretchField(one, other, best.motion, paired), pairs: paired };
}

/** The seed and the pairs that are compatible with it, weighted by compatibility. */
function agreeing(pairs: CandidatePairs, seed: number, compatibility: Float32Array): WeightedPairs {
  const count = pairs.one.length;
  const chosen = { one: [pairs.one[seed]!], other: [pairs.other[seed]!], weight: [1] };
  for (let at = 0; at < count; at++) {
    const weight = compatibility[seed * count + at]!;
    if (weight <= ALIGNMENT.compatibleLeast) continue;
    chosen.one.push(pairs.one[at]!);
    chosen.other.push(pairs.other[at]!);
    chosen.weight.push(weight);
  }
  return chosen;
}

function grow(
  one: MinutiaList,
  other: MinutiaList,
  seeds: WeightedPairs,
): { motion: RigidMotion; pairs: WeightedPairs } {
  const motion = fitMotion(one, other, seeds);
  const pairs = pairUp(one, other, motion, ALIGNMENT.pairingPx);
  if (pairs.one.length < 3) return { motion, pairs };
  const again = fitMotion(one, other, pairs);
  const repaired = pairUp(one, other, again, ALIGNMENT.pairingPx);
  return repaired.one.length >= pairs.one.length ? { motion: again, pairs: repaired } : { motion, pairs };
}

/** Pairs each minutia with the nearest unpaired one of a similar direction. */
function pairUp(
  one: MinutiaList,
  other: MinutiaList,
  motion: RigidMotion,
  reach: number,
  field?: StretchField,
): WeightedPairs {
  const { x: otherX, y: otherY, direction: otherDirection, count } = other;
  const taken = new Uint8Array(count);
  const pairs = { one: [] as number[], other: [] as number[], weight: [] as number[] };
  for (let a = 0; a < one.count; a++) {
    const shift = field === undefined ? undefined : shiftAt(field, one.x[a]!, one.y[a]!);
    const x = movedX(motion, one.x[a]!, one.y[a]!) + (shift?.dx ?? 0);
    const y = movedY(motion, one.x[a]!, one.y[a]!) + (shift?.dy ?? 0);
    const direction = one.direction[a]! + motion.turn;
    let nearest = -1;
    let least = reach * reach;
    for (let b = 0; b < count; b++) {
      const dx = otherX[b]! - x;
      const dy = otherY[b]! - y;
      const distance = dx * dx + dy * dy;
      // Most are too far away. This check comes first because it is the cheapest.
      if (distance >= least || taken[b] === 1) continue;
      if (Math.abs(angleBetween(otherDirection[b]!, direction)) >= ALIGNMENT.pairingTurn) continue;
      least = distance;
      nearest = b;
    }
    if (nearest < 0) continue;
    taken[nearest] = 1;
    pairs.one.push(a);
    pairs.other.push(nearest);
    pairs.weight.push(1);
  }
  return pairs;
}
