import type { Embedding } from '../../../models/face/embed.ts';
import { DIRECTIONS_LENGTH } from '../../../models/face/embedders.ts';
import { seededRandom } from '../../models/face/rendering/seeded-random.ts';
import type { TwoEmbeddings } from './embeddings.ts';

const CENTROIDS = 60;
const ROUNDS = 8;
/** Minimum number of faces of a centroid. A centroid of fewer faces would resemble a person. */
const MIN_FACES = 20;
/** Number of nearest centroids for the normalisation of a face. */
const NEAREST = 20;
const SEED = 5;

/** Means of clusters of faces by spherical k-means, float32 [704] of norm 1, each of at least 20 faces. */
export function centroidsOf(faces: readonly Embedding[]): Float32Array[] {
  const directions = faces.map((face) => face.subarray(0, DIRECTIONS_LENGTH));
  const random = seededRandom(SEED);
  let centroids: Float32Array[] = Array.from({ length: CENTROIDS }, () =>
    Float32Array.from(directions[Math.floor(random.between(0, directions.length))]!),
  );
  let sizes: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const sums = centroids.map(() => new Float32Array(DIRECTIONS_LENGTH));
    sizes = centroids.map(() => 0);
    for (const direction of directions) {
      const scores = centroids.map((centroid) => dot(direction, centroid));
      const nearest = scores.indexOf(Math.max(...scores));
      sizes[nearest] = sizes[nearest]! + 1;
      for (let at = 0; at < DIRECTIONS_LENGTH; at++) sums[nearest]![at] = sums[nearest]![at]! + direction[at]!;
    }
    centroids = sums.map((sum, number) => (sizes[number] === 0 ? centroids[number]! : unit(sum)));
  }
  return centroids.filter((_, number) => sizes[number]! >= MIN_FACES);
}

/**
 * Adaptive S-norm (Matejka et al. 2017): a score minus the mean of each face's scores with its nearest centroids,
 * divided by their deviation.
 */
export function normalised(
  score: (reference: TwoEmbeddings, probe: TwoEmbeddings) => number,
  cohort: readonly Float32Array[],
): (reference: TwoEmbeddings, probe: TwoEmbeddings) => number {
  const known = new Map<Embedding, readonly [mean: number, deviation: number]>();
  const statistics = (face: Embedding): readonly [number, number] => {
    const kept = known.get(face);
    if (kept !== undefined) return kept;
    const scores = cohort.map((centroid) => dot(face, centroid)).sort((one, other) => other - one);
    const near = scores.slice(0, NEAREST);
    const mean = near.reduce((sum, value) => sum + value, 0) / near.length;
    const variance = near.reduce((sum, value) => sum + (value - mean) ** 2, 0) / near.length;
    const found = [mean, Math.sqrt(variance)] as const;
    known.set(face, found);
    return found;
  };
  return (reference, probe) => {
    const raw = score(reference, probe);
    const [one, other] = [statistics(reference.reference), statistics(probe.probe)];
    return ((raw - one[0]) / one[1] + (raw - other[0]) / other[1]) / 2;
  };
}

function dot(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < DIRECTIONS_LENGTH; at++) sum += one[at]! * other[at]!;
  return sum;
}

function unit(vector: Float32Array): Float32Array {
  const scale = 1 / Math.sqrt(dot(vector, vector));
  return vector.map((value) => value * scale);
}
