import { DIRECTIONS_LENGTH, EMBEDDERS } from '../../../models/face/embedders.ts';
import type { OurFace } from './our-faces.ts';

/** False matches among impostor pairs of similar strength, at one threshold. */
export interface StrengthBand {
  /** Range of the impostor pairs as shares, weakest first. */
  readonly band: readonly [from: number, to: number];
  readonly comparisons: number;
  /** The band's false-match rate divided by that of all pairs. */
  readonly timesTheRate: number;
}

const EDGES = [0, 0.05, 0.2, 0.4, 0.6, 0.8, 0.95, 1] as const;

/** The strength in a comparison's score: for each network that of the weaker face. */
export function pairStrength(reference: OurFace | undefined, probe: OurFace | undefined): number {
  if (reference?.reference === undefined || probe?.probe === undefined) return Number.NEGATIVE_INFINITY;
  const [one, other] = [reference.reference, probe.probe];
  return EMBEDDERS.reduce((sum, { weight }, index) => {
    const at = DIRECTIONS_LENGTH + index;
    return sum + weight * Math.min(one[at]!, other[at]!);
  }, 0);
}

/**
 * The false-match rates of weak and of strong faces.
 *
 * @param impostor scores; `strengths` has the same comparisons in the same order
 */
export function ratesByStrength(impostor: Float64Array, strengths: Float64Array, threshold: number): StrengthBand[] {
  const order = Uint32Array.from(strengths.keys()).sort((one, other) => strengths[one]! - strengths[other]!);
  const overall = falseMatches(impostor, order, threshold) / impostor.length;
  return EDGES.slice(1).map((to, index) => {
    const from = EDGES[index]!;
    const own = order.subarray(Math.floor(from * order.length), Math.floor(to * order.length));
    return {
      band: [from, to],
      comparisons: own.length,
      timesTheRate: falseMatches(impostor, own, threshold) / own.length / overall,
    };
  });
}

function falseMatches(impostor: Float64Array, numbers: Uint32Array, threshold: number): number {
  return numbers.reduce((count, at) => count + (impostor[at]! > threshold ? 1 : 0), 0);
}
