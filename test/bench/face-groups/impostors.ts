import type { Cell, Impostor } from './group-rates.ts';

/** The score of a portrait and a frame by the indices of their images; -Infinity if one of them was not acquired. */
export type ScoreOf = (reference: number, probe: number) => number;

/**
 * The strongest impostor comparisons within cells, best first: enough for a rate of `loosest`.
 *
 * @param people the person of each image; images of one person are not impostors
 */
export function strongestWithinCells(
  cells: readonly Cell[],
  people: Int32Array,
  scoreOf: ScoreOf,
  loosest: number,
): { readonly impostors: Impostor[]; readonly comparisons: number } {
  const all: Impostor[] = [];
  for (const cell of cells) {
    for (const [at, one] of cell.entries()) {
      for (const other of cell.slice(at + 1)) {
        if (people[one] !== people[other]) all.push({ one, other, score: scoreOf(one, other) });
      }
    }
  }
  all.sort((first, second) => second.score - first.score);
  return { impostors: all.slice(0, Math.max(1, Math.ceil(loosest * all.length))), comparisons: all.length };
}

/** Number of comparisons of any two different people that reach each threshold. */
export function randomImpostors(
  images: readonly number[],
  people: Int32Array,
  scoreOf: ScoreOf,
  thresholds: readonly number[],
): { readonly comparisons: number; readonly falseMatches: number[] } {
  const falseMatches = thresholds.map(() => 0);
  let comparisons = 0;
  for (const [at, one] of images.entries()) {
    for (let next = at + 1; next < images.length; next++) {
      const other = images[next]!;
      if (people[one] === people[other]) continue;
      comparisons++;
      const score = scoreOf(one, other);
      thresholds.forEach((threshold, index) => {
        if (score >= threshold) falseMatches[index] = falseMatches[index]! + 1;
      });
    }
  }
  return { comparisons, falseMatches };
}

/**
 * The lowest score that at most a share `rate` of the comparisons reaches; `null` when that is less than one
 * comparison.
 */
export function thresholdOf(
  { impostors, comparisons }: { readonly impostors: readonly Impostor[]; readonly comparisons: number },
  rate: number,
): number | null {
  const allowed = Math.floor(rate * comparisons);
  return allowed < 1 ? null : (impostors[Math.min(allowed, impostors.length) - 1]?.score ?? null);
}
