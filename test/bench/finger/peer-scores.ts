import { readFileSync } from 'node:fs';
import type { ComparedPair, ScoredPair } from './comparisons.ts';

/**
 * Reads another matcher's scores: tab-separated `database, image, image, score` a line, in either order of the images. A failure to
 * extract is a score of the file's own choosing, usually 0.
 *
 * @throws Error when a pair is missing: a matcher is judged on all of them or not at all
 */
export function readPeerScores(file: string, pairs: readonly ComparedPair[]): ScoredPair[] {
  const scores = new Map<string, number>();
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const [database, one, other, score] = line.split('\t');
    if (score === undefined) continue;
    scores.set(`${database} ${one} ${other}`, Number(score));
    scores.set(`${database} ${other} ${one}`, Number(score));
  }
  return pairs.map((pair) => {
    const score = scores.get(`${pair.one.database} ${pair.one.name} ${pair.other.name}`);
    if (score === undefined || Number.isNaN(score)) {
      throw new Error(`${file} says nothing of ${pair.one.database} ${pair.one.name} ${pair.other.name}`);
    }
    return { ...pair, score };
  });
}
