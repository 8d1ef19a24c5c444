import { poissonInterval } from '../support/poisson-interval.ts';
import { drawSubjects, percentileInterval, type Random } from '../support/subject-resampling.ts';

/** An impostor comparison, by the indices of its two images. */
export interface Impostor {
  readonly one: number;
  readonly other: number;
  readonly score: number;
}

/** False matches among the people of one group, at one threshold. */
export interface GroupRate {
  readonly group: string;
  readonly people: number;
  readonly comparisons: number;
  readonly falseMatches: number;
  readonly falseMatchRate: number;
  /** 95 %, from resampling people within the group, and at least the exact Poisson interval of the count (Garwood). */
  readonly interval: readonly [number, number];
}

/** Differences of a rate between groups (ISO/IEC 19795-10): the value of each ratio and its 95 % interval. */
export interface Differential {
  readonly worst: string;
  readonly best: string;
  readonly worstOverGeometricMean: readonly [value: number, low: number, high: number];
  readonly worstOverBest: readonly [value: number, low: number, high: number];
}

const RESAMPLES = 1_000;
const CONFIDENCE = 0.95;

/**
 * Images of one cell. Only images of one cell are compared, so that an impostor has the sex and ethnicity of the
 * holder.
 */
export type Cell = readonly number[];

/**
 * The false-match rate of each group and its differences between groups.
 *
 * @param groups the cells of each group
 * @param people the person of each image
 * @param matches the impostor comparisons within cells that reach the threshold
 */
export function groupRates(
  groups: ReadonlyMap<string, readonly Cell[]>,
  people: Int32Array,
  matches: readonly Impostor[],
  random: Random,
): { readonly rates: GroupRate[]; readonly differential: Differential | undefined } {
  const drawn: number[][] = [];
  const rates = [...groups].map(([group, cells]): GroupRate => {
    const resampled = resample(cells, people, matches, random);
    drawn.push(resampled.rates);
    const { comparisons, falseMatches } = resampled;
    const [low, high] = percentileInterval(resampled.rates, CONFIDENCE);
    const [exactLow, exactHigh] = poissonInterval(falseMatches, CONFIDENCE).map((mean) => mean / comparisons);
    return {
      group,
      people: new Set(cells.flatMap((cell) => cell.map((image) => people[image]))).size,
      comparisons,
      falseMatches,
      falseMatchRate: comparisons === 0 ? Number.NaN : falseMatches / comparisons,
      interval: comparisons === 0 ? [0, 1] : [Math.min(low, exactLow!), Math.min(1, Math.max(high, exactHigh!))],
    };
  });
  const rated = rates.map(({ group, comparisons, falseMatchRate }, at) => {
    return { group, trials: comparisons, rate: falseMatchRate, drawn: drawn[at]! };
  });
  return { rates, differential: differentialOf(rated) };
}

/** Counts the comparisons between different people of each cell, and the matches under resampling of people. */
function resample(cells: readonly Cell[], people: Int32Array, matches: readonly Impostor[], random: Random) {
  const cellOf = new Map(cells.flatMap((cell, number) => cell.map((image) => [image, number] as const)));
  const own = matches.filter(({ one, other }) => cellOf.has(one) && cellOf.get(one) === cellOf.get(other));
  const layouts = cells.map((cell) => layoutOf(cell, people));
  const comparisons = layouts.reduce((sum, { images }) => sum + pairsOf(images), 0);
  const rates: number[] = [];
  for (let round = 0; round < (comparisons > 0 ? RESAMPLES : 0); round++) {
    const times = layouts.map(({ images }) => drawSubjects(images.length, random));
    const timesOf = (image: number): number => {
      const cell = cellOf.get(image)!;
      return times[cell]![layouts[cell]!.numberOf.get(people[image]!)!]!;
    };
    const reached = own.reduce((sum, { one, other }) => sum + timesOf(one) * timesOf(other), 0);
    const total = layouts.reduce((sum, { images }, cell) => sum + pairsOf(images, times[cell]), 0);
    rates.push(total === 0 ? 0 : reached / total);
  }
  return { comparisons, falseMatches: own.length, rates };
}

/** The people of a cell, numbered from 0, and the number of images of each. */
function layoutOf(cell: Cell, people: Int32Array) {
  const numberOf = new Map<number, number>();
  const images: number[] = [];
  for (const image of cell) {
    const person = people[image]!;
    const number = numberOf.get(person) ?? numberOf.size;
    numberOf.set(person, number);
    images[number] = (images[number] ?? 0) + 1;
  }
  return { numberOf, images };
}

/** Number of pairs of images of different people, with each person weighted by `times`. */
function pairsOf(images: readonly number[], times?: Uint16Array): number {
  let [sum, squares] = [0, 0];
  images.forEach((count, person) => {
    const weight = count * (times?.[person] ?? 1);
    sum += weight;
    squares += weight * weight;
  });
  return (sum * sum - squares) / 2;
}

/** The rate of one group, and its resampled values. */
export interface RatedGroup {
  readonly group: string;
  readonly trials: number;
  readonly rate: number;
  readonly drawn: readonly number[];
}

/** A group without an event counts as half an event, so that the geometric mean exists. */
export function differentialOf(groups: readonly RatedGroup[]): Differential | undefined {
  const usable = groups.filter(({ trials }) => trials > 0);
  if (usable.length < 2) return undefined;
  const floors = usable.map(({ trials }) => 0.5 / trials);
  const values = usable.map(({ rate }, at) => Math.max(rate, floors[at]!));
  const [worst, best] = [values.indexOf(Math.max(...values)), values.indexOf(Math.min(...values))];
  const rounds = usable[0]!.drawn.map((_, round) =>
    usable.map((group, at) => Math.max(group.drawn[round]!, floors[at]!)),
  );
  const ratio = (of: (list: readonly number[]) => number): readonly [number, number, number] => [
    of(values),
    ...percentileInterval(rounds.map(of), CONFIDENCE),
  ];
  return {
    worst: usable[worst]!.group,
    best: usable[best]!.group,
    worstOverGeometricMean: ratio((list) => list[worst]! / geometricMean(list)),
    worstOverBest: ratio((list) => list[worst]! / list[best]!),
  };
}

function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}
