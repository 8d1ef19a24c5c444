import type { Cell, Impostor } from './group-rates.ts';

/** The score of a portrait and a frame by the numbers of their images; -Infinity where one of them could not be acquired. */
export type ScoreOf = (reference: number, probe: number) => number;

/**
 * The strongest impostor comparisons within cells, best first: enough of them that a rate of `loosest` is among them.
 *
 * @param people the person of each image; images of one person are no impostors
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

/** How many comparisons of different people, whatever their groups, reach each threshold. */
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

/** The least score that at most a share `rate` of the comparisons reaches; `null` where that is less than one comparison. */
export function thresholdOf(
  { impostors, comparisons }: { readonly impostors: readonly Impostor[]; readonly comparisons: number },
  rate: number,
): number | null {
  const allowed = Math.floor(rate * comparisons);
  return allowed < 1 ? null : (impostors[Math.min(allowed, impostors.length) - 1]?.score ?? null);
}
