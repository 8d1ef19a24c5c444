import { type FaceCentring, type NetworkCentring } from '../../../models/face/centring.ts';
import { DIRECTIONS_LENGTH, EMBEDDERS, STRENGTH_WEIGHT } from '../../../models/face/embedders.ts';
import { groupRates } from '../face-groups/group-rates.ts';
import { groupsOf } from '../face-groups/groupings.ts';
import { centroidsOf, normalised } from './centroids.ts';
import { crossFittedScores, type GroupedFace, groupedFaces, type Scorer } from './cross-fit.ts';
import type { GroupedData, MatedData } from './data.ts';
import { embeddingsOf, type TwoEmbeddings } from './embeddings.ts';
import { randomOf } from './fit-score.ts';
import { makeCentring } from './make-centring.ts';

/** Rates within groups at which misses are counted: without and with the calibration's margin, for 1e-3. */
const RATES = [1e-3, 4.5e-4] as const;
/** Rate within groups at which ethnicities are compared; small groups give enough matches there. */
const GROUP_RATE = 3e-3;
const SEED = 1;

type Score = (reference: TwoEmbeddings, probe: TwoEmbeddings) => number;

interface Variant {
  readonly name: string;
  readonly fit: (faces: readonly GroupedFace[]) => Scorer;
}

const [FIRST] = EMBEDDERS;

/** The comparison score with other weights of the networks and of the strength. */
function weighted(first: number = FIRST.weight, strengthWeight: number = STRENGTH_WEIGHT): Score {
  const weights = [first, 1 - first];
  return ({ reference }, { probe }) => {
    let score = 0;
    let from = 0;
    EMBEDDERS.forEach(({ length, weight }, network) => {
      let cosine = 0;
      for (let at = from; at < from + length; at++) cosine += reference[at]! * probe[at]!;
      const at = DIRECTIONS_LENGTH + network;
      score += weights[network]! * (cosine / weight - strengthWeight * Math.min(reference[at]!, probe[at]!));
      from += length;
    });
    return score;
  };
}

const NOT_CENTRED: FaceCentring = EMBEDDERS.map(
  ({ length }): NetworkCentring => ({ mean: new Float32Array(length), between: [] }),
);

function centred(name: string, directions: number, score: Score = weighted()): Variant {
  return { name, fit: (faces) => ({ centring: makeCentring(groupedFaces(faces), directions), score }) };
}

/** Adaptive score normalisation with centroids of the faces of the centring, in addition to it. */
function withCohort(name: string, directions: number): Variant {
  return {
    name,
    fit: (faces) => {
      const centring = makeCentring(groupedFaces(faces), directions);
      const cohort = centroidsOf(faces.map(({ face }) => embeddingsOf(face, centring).probe));
      return { centring, score: normalised(weighted(), cohort) };
    },
  };
}

const VARIANTS: readonly Variant[] = [
  { name: 'not centred (the score before)', fit: () => ({ centring: NOT_CENTRED, score: weighted() }) },
  centred('mean', 0),
  ...[1, 2, 3, 4, 5].map((directions) => centred(`mean, ${directions} directions`, directions)),
  ...[0.4, 0.6].map((first) => centred(`mean, 3 directions, first network ${first}`, 3, weighted(first))),
  ...[0.15, 0.35].map((strength) =>
    centred(`mean, 3 directions, strength ${strength}`, 3, weighted(FIRST.weight, strength)),
  ),
  withCohort('mean, S-norm with centroids', 0),
  withCohort('mean, 3 directions, S-norm with centroids', 3),
];

export interface AblationRow {
  readonly name: string;
  /** FNMR on LFW at the given rate of impostors of one group. */
  readonly misses: readonly { readonly sameGroupRate: number; readonly falseNonMatchRate: number }[];
  /** Worst ethnicity divided by the geometric mean of ethnicities, and its 95 % interval. */
  readonly worstOverGeometricMean: readonly [number, number, number] | undefined;
}

/**
 * The misses of each variant at one rate within groups. Impostor scores are cross-fitted over people; the genuine
 * pairs are from another source than the fit.
 */
export function ablation(grouped: GroupedData, mated: MatedData): AblationRow[] {
  return VARIANTS.map(({ name, fit }): AblationRow => {
    const impostor = crossFittedScores(grouped.faces, grouped.impostors, fit);
    const scorer = fit(grouped.faces);
    const made = mated.faces.map((face) => embeddingsOf(face, scorer.centring));
    const genuine = mated.genuine.map(({ one, other }) => scorer.score(made[one]!, made[other]!));
    const descending = impostor.slice().sort().reverse();
    const thresholdAt = (rate: number): number => descending[Math.floor(rate * descending.length)]!;
    const misses = RATES.map((sameGroupRate) => {
      const threshold = thresholdAt(sameGroupRate);
      return {
        sameGroupRate,
        falseNonMatchRate: genuine.filter((score) => !(score > threshold)).length / genuine.length,
      };
    });
    const threshold = thresholdAt(GROUP_RATE);
    const matches = grouped.impostors.flatMap((pair, at) =>
      impostor[at]! > threshold ? [{ ...pair, score: impostor[at]! }] : [],
    );
    const groups = groupsOf('ethnicity', grouped.labels, grouped.usable);
    const { differential } = groupRates(groups, grouped.people, matches, randomOf(SEED));
    const row = { name, misses, worstOverGeometricMean: differential?.worstOverGeometricMean };
    const shown = misses.map(({ falseNonMatchRate }) => `${(100 * falseNonMatchRate).toFixed(2)} %`).join('  ');
    console.log(`  ${name.padEnd(46)} ${shown}  ${row.worstOverGeometricMean?.[0].toFixed(2) ?? '-'}`);
    return row;
  });
}
