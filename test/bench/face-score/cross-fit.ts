import type { FaceCentring } from '../../../models/face/centring.ts';
import { seededRandom } from '../../models/face/rendering/seeded-random.ts';
import { embeddingsOf, type TwoEmbeddings } from './embeddings.ts';
import { makeCentring } from './make-centring.ts';
import type { RawFace } from './raw-messages.ts';

/** Number of parts of the people. */
const FOLDS = 5;
const SEED = 3;

/** A face of the set of the centring. */
export interface GroupedFace {
  readonly face: RawFace;
  /** Index of the person, and name of the group. */
  readonly person: number;
  readonly group: string;
}

/** The faces of each group. */
export function groupedFaces(faces: readonly GroupedFace[]): RawFace[][] {
  const groups = new Map<string, RawFace[]>();
  for (const { face, group } of faces) {
    const own = groups.get(group) ?? [];
    groups.set(group, own);
    own.push(face);
  }
  return [...groups].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, own]) => own);
}

/** Two different people of one group, by the indices of their faces. */
export interface Pair {
  readonly one: number;
  readonly other: number;
}

/** Each face of `taken` with each later one of its group. */
export function pairsWithinGroups(faces: readonly GroupedFace[], taken: readonly number[]): Pair[] {
  return taken.flatMap((one, at) =>
    taken.slice(at + 1).flatMap((other) => {
      const [first, second] = [faces[one]!, faces[other]!];
      return first.group === second.group && first.person !== second.person ? [{ one, other }] : [];
    }),
  );
}

/** A fit to faces, and the score of two embeddings with this fit. */
export interface Scorer {
  readonly centring: FaceCentring;
  score(reference: TwoEmbeddings, probe: TwoEmbeddings): number;
}

/**
 * Cross-fitted scores: for each two parts of the people, everything is fitted to the other parts. Scores with a fit to
 * the pair itself would be slightly too low.
 */
export function crossFittedScores(
  faces: readonly GroupedFace[],
  pairs: readonly Pair[],
  fit: (faces: readonly GroupedFace[]) => Scorer,
): Float64Array {
  const random = seededRandom(SEED);
  const people = 1 + Math.max(...faces.map(({ person }) => person));
  const foldOf = Uint8Array.from({ length: people }, () => Math.min(FOLDS - 1, Math.floor(random.between(0, FOLDS))));
  const folds = faces.map(({ person }) => foldOf[person]!);
  const scores = new Float64Array(pairs.length);
  for (let low = 0; low < FOLDS; low++) {
    for (let high = low; high < FOLDS; high++) {
      const scorer = fit(faces.filter((_, at) => folds[at] !== low && folds[at] !== high));
      const made = new Map<number, TwoEmbeddings>();
      const embeddings = (number: number): TwoEmbeddings => {
        const known = made.get(number) ?? embeddingsOf(faces[number]!.face, scorer.centring);
        made.set(number, known);
        return known;
      };
      for (const [at, { one, other }] of pairs.entries()) {
        const [first, second] = [folds[one]!, folds[other]!];
        if (Math.min(first, second) !== low || Math.max(first, second) !== high) continue;
        scores[at] = scorer.score(embeddings(one), embeddings(other));
      }
    }
  }
  return scores;
}

/** The centring only, with the score function `score`. */
export function centringScorer(
  directions: number,
  score: (reference: TwoEmbeddings, probe: TwoEmbeddings) => number,
): (faces: readonly GroupedFace[]) => Scorer {
  return (faces) => ({ centring: makeCentring(groupedFaces(faces), directions), score });
}
