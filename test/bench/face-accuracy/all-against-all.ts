import { type ComparedSubjects, drawSubjects, percentileInterval, type Random } from '../support/subject-resampling.ts';

/** All comparisons of a set of images. A comparison that is not possible scores -Infinity. */
export interface AllComparisons {
  readonly subjects: number;
  readonly genuine: Float64Array;
  readonly genuineSubjects: Int32Array;
  readonly impostor: Float64Array;
  readonly impostorSubjects: ComparedSubjects;
}

/**
 * Compares each image with each later one.
 *
 * @param subjects the person of each image
 * @param scoreOf the score of two images, by their indices
 */
export function compareAll(
  subjects: readonly string[],
  scoreOf: (one: number, other: number) => number,
): AllComparisons {
  const numbers = new Map([...new Set(subjects)].map((name, number) => [name, number]));
  const subjectOf = Int32Array.from(subjects, (name) => numbers.get(name) ?? -1);
  const images = subjectOf.length;
  const total = (images * (images - 1)) / 2;
  const impostor = new Float64Array(total);
  const [first, second] = [new Int32Array(total), new Int32Array(total)];
  const genuine: number[] = [];
  const genuineSubjects: number[] = [];
  let impostors = 0;
  for (let one = 0; one < images; one++) {
    for (let other = one + 1; other < images; other++) {
      const score = scoreOf(one, other);
      if (subjectOf[one] === subjectOf[other]) {
        genuine.push(score);
        genuineSubjects.push(subjectOf[one]!);
      } else {
        impostor[impostors] = score;
        first[impostors] = subjectOf[one]!;
        second[impostors] = subjectOf[other]!;
        impostors++;
      }
    }
  }
  return {
    subjects: numbers.size,
    genuine: Float64Array.from(genuine),
    genuineSubjects: Int32Array.from(genuineSubjects),
    impostor: impostor.subarray(0, impostors),
    impostorSubjects: { one: first.subarray(0, impostors), other: second.subarray(0, impostors) },
  };
}

export interface MatchRate {
  readonly falseMatchRate: number;
  /** Lowest score that matches; null when there are too few impostors for the rate. */
  readonly threshold: number | null;
  readonly falseMatches: number;
  readonly trueMatchRate: number | null;
  /** 95 %, from resampling subjects; each sample has its own threshold. `null` without resampling. */
  readonly trueMatchRateInterval: readonly [number, number] | null;
}

const RESAMPLES = 400;

/** True-match rates at several false-match rates, each below a tenth. */
export function matchRates(
  all: AllComparisons,
  rates: readonly number[],
  random: Random,
  resamples = RESAMPLES,
): MatchRate[] {
  const { impostor, genuine } = all;
  const order = strongest(impostor, Math.ceil(0.1 * impostor.length));
  const thresholdAt = (allowed: number): number => impostor[order[Math.floor(allowed)]!]!;
  const drawn: number[][] = rates.map(() => []);
  for (let round = 0; round < resamples; round++) {
    const times = drawSubjects(all.subjects, random);
    redrawnThresholds(all, order, times, rates).forEach((threshold, at) => {
      drawn[at]?.push(weightedMatchRate(all, times, threshold));
    });
  }
  return rates.map((falseMatchRate, at): MatchRate => {
    if (falseMatchRate * impostor.length < 1) {
      return { falseMatchRate, threshold: null, falseMatches: 0, trueMatchRate: null, trueMatchRateInterval: null };
    }
    const threshold = thresholdAt(falseMatchRate * impostor.length);
    return {
      falseMatchRate,
      threshold,
      falseMatches: Math.floor(falseMatchRate * impostor.length),
      trueMatchRate: genuine.length === 0 ? null : genuine.filter((score) => score > threshold).length / genuine.length,
      trueMatchRateInterval: resamples === 0 ? null : percentileInterval(drawn[at] ?? [], 0.95),
    };
  });
}

/** Indices of the highest `count` scores, highest first. */
function strongest(scores: Float64Array, count: number): Uint32Array {
  const floor = scores.slice().sort()[Math.max(0, scores.length - count)]!;
  const numbers: number[] = [];
  scores.forEach((score, at) => {
    if (score >= floor) numbers.push(at);
  });
  return Uint32Array.from(numbers).sort((one, other) => scores[other]! - scores[one]!);
}

function redrawnThresholds(
  { impostor, impostorSubjects: { one, other } }: AllComparisons,
  order: Uint32Array,
  times: Uint16Array,
  rates: readonly number[],
): number[] {
  let total = 0;
  for (let at = 0; at < impostor.length; at++) total += times[one[at]!]! * times[other[at]!]!;
  const thresholds = rates.map(() => impostor[order.at(-1)!]!);
  const found = rates.map(() => false);
  let reached = 0;
  for (const at of order) {
    reached += times[one[at]!]! * times[other[at]!]!;
    rates.forEach((rate, index) => {
      if (!found[index] && reached > rate * total) {
        thresholds[index] = impostor[at]!;
        found[index] = true;
      }
    });
    if (found.every(Boolean)) break;
  }
  return thresholds;
}

function weightedMatchRate(
  { genuine, genuineSubjects }: AllComparisons,
  times: Uint16Array,
  threshold: number,
): number {
  let [matched, total] = [0, 0];
  genuine.forEach((score, at) => {
    const weight = times[genuineSubjects[at]!]!;
    total += weight;
    if (score > threshold) matched += weight;
  });
  return total === 0 ? 0 : matched / total;
}
