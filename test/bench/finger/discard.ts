import type { ScoredPair } from './comparisons.ts';

/** Quality 0..100 of each image, by `database/name`. */
export type Qualities = ReadonlyMap<string, number>;

const STEP = 0.05;
const MAX = 0.5;

/**
 * Error versus discard (Grother and Tabassi 2007): the false non-match rate at a fixed threshold (a match scores
 * higher) after discarding the genuine comparisons of lowest quality (the lower one of both images). With a predictive
 * quality it falls.
 */
export function errorVersusDiscard(
  pairs: readonly ScoredPair[],
  qualities: Qualities,
  threshold: number,
): { readonly discarded: number; readonly fnmr: number }[] {
  const qualityOf = ({ database, name }: { database: string; name: string }): number =>
    qualities.get(`${database}/${name}`) ?? 0;
  const genuine = pairs
    .filter((pair) => pair.genuine)
    .map((pair) => ({ missed: pair.score <= threshold, quality: Math.min(qualityOf(pair.one), qualityOf(pair.other)) }))
    .sort((one, other) => one.quality - other.quality);
  return Array.from({ length: Math.round(MAX / STEP) + 1 }, (_, step) => {
    const kept = genuine.slice(Math.floor(step * STEP * genuine.length));
    return { discarded: step * STEP, fnmr: kept.filter(({ missed }) => missed).length / kept.length };
  });
}
