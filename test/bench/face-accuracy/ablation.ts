import type { Embedding } from '../../../models/face/embed.ts';
import { DIRECTIONS_LENGTH, EMBEDDERS } from '../../../models/face/embedders.ts';
import { comparisonScore } from '../../../models/face/compare.ts';
import type { OurFace } from './our-faces.ts';

/** A simpler or more expensive comparator from the same embeddings. */
export interface Variant {
  readonly name: string;
  /** Cost: runs of each network for a frame and for a portrait. */
  readonly runs: { readonly frame: readonly number[]; readonly portrait: readonly number[] };
  score(reference: OurFace | undefined, probe: OurFace | undefined): number;
}

type Weights = readonly [first: number, second: number];

/**
 * The first part of an embedding comes from the first network, the rest from the second, each of norm sqrt(weight).
 */
const [FIRST, SECOND] = EMBEDDERS;

/** The compared variants: one network or both; mirror image of neither, of the portrait, or of both. */
export const VARIANTS: readonly Variant[] = [
  variant('first network', [1, 0], 'plain', 'plain'),
  variant('first network, mirror image of both', [1, 0], 'mirrored', 'mirrored'),
  variant('second network', [0, 1], 'plain', 'plain'),
  variant('both networks', [0.5, 0.5], 'plain', 'plain'),
  variant('both networks, mirror image of the portrait', [0.5, 0.5], 'mirrored', 'plain'),
  variant('both networks, mirror image of both', [0.5, 0.5], 'mirrored', 'mirrored'),
  {
    ...variant('strength, mirror image of the portrait', [0.5, 0.5], 'mirrored', 'plain'),
    score: withStrength('plain'),
  },
  {
    name: 'the product: strength, mirror image of the portrait and, to the first network, of the frame',
    runs: { frame: [2, 1], portrait: [2, 2] },
    score: withStrength('probe'),
  },
  {
    ...variant('strength, mirror image of both', [0.5, 0.5], 'mirrored', 'mirrored'),
    score: withStrength('reference'),
  },
];

function withStrength(frame: keyof Pick<OurFace, 'plain' | 'probe' | 'reference'>): Variant['score'] {
  return (reference, probe) => {
    const [one, other] = [reference?.reference, probe?.[frame]];
    return one && other ? comparisonScore(one, other) : Number.NEGATIVE_INFINITY;
  };
}

type Side = 'plain' | 'mirrored';

function variant(name: string, weights: Weights, portrait: Side, frame: Side): Variant {
  const runs = (side: Side): number[] => weights.map((weight) => (weight === 0 ? 0 : side === 'plain' ? 1 : 2));
  const of = (face: OurFace | undefined, side: Side): Embedding | undefined =>
    side === 'plain' ? face?.plain : face?.reference;
  return {
    name,
    runs: { frame: runs(frame), portrait: runs(portrait) },
    score: (reference, probe) => {
      const [one, other] = [of(reference, portrait), of(probe, frame)];
      return one && other ? weightedCosine(one, other, weights) : Number.NEGATIVE_INFINITY;
    },
  };
}

function weightedCosine(one: Embedding, other: Embedding, [first, second]: Weights): number {
  let [sumFirst, sumSecond] = [0, 0];
  if (first > 0) for (let at = 0; at < FIRST.length; at++) sumFirst += one[at]! * other[at]!;
  if (second > 0) for (let at = FIRST.length; at < DIRECTIONS_LENGTH; at++) sumSecond += one[at]! * other[at]!;
  return (first * sumFirst) / FIRST.weight + (second * sumSecond) / SECOND.weight;
}
