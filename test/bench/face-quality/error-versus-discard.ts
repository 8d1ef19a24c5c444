/**
 * Error versus discard (Grother and Tabassi, "Performance of biometric quality measures", TPAMI 29(4), 2007): the
 * false non-match rate at a fixed threshold after discarding the images of lowest quality. A comparison is discarded
 * with either of its images, so its quality is the lower of the two.
 */
import { seededRandom } from '../../models/face/rendering/seeded-random.ts';

export interface GenuinePair {
  readonly subject: string;
  /** Indices of the two images. */
  readonly one: number;
  readonly other: number;
  /** Whether the pair fails to match at the threshold. */
  readonly fails: boolean;
}

/** For each image, whether it is in the `share` of lowest quality. Ties are discarded in the order of the images. */
export function worst(qualities: readonly number[], share: number): boolean[] {
  const order = qualities.map((_, image) => image).sort((a, b) => qualities[a]! - qualities[b]! || a - b);
  const dropped = Array.from(qualities, () => false);
  for (const image of order.slice(0, Math.round(share * qualities.length))) dropped[image] = true;
  return dropped;
}

/** FNMR over the remaining pairs; `NaN` when none remains. */
export function falseNonMatchRate(pairs: readonly GenuinePair[], dropped: readonly boolean[]): number {
  let [kept, failed] = [0, 0];
  for (const { one, other, fails } of pairs) {
    if (dropped[one] === true || dropped[other] === true) continue;
    kept++;
    if (fails) failed++;
  }
  return kept === 0 ? Number.NaN : failed / kept;
}

export function curve(pairs: readonly GenuinePair[], qualities: readonly number[], shares: readonly number[]) {
  return shares.map((share) => [share, falseNonMatchRate(pairs, worst(qualities, share))] as const);
}

/** Mean FNMR over discards of 0 to 30 %, which summarises a curve; lower is better. */
export function meanError(pairs: readonly GenuinePair[], qualities: readonly number[]): number {
  const shares = Array.from({ length: 31 }, (_, percent) => percent / 100);
  return curve(pairs, qualities, shares).reduce((sum, [, rate]) => sum + rate, 0) / shares.length;
}

export interface Gain {
  /** FNMR with all images, and without the worst. */
  readonly all: number;
  readonly kept: number;
  /** 1 - kept / all: the avoided share of the errors, and its 95 % interval over resampled subjects. */
  readonly reduction: number;
  readonly interval: readonly [number, number];
}

/**
 * The gain of discarding `share` of the images. Subjects are resampled instead of pairs, because the pairs of a
 * subject are dependent.
 */
export function gainOf(
  pairs: readonly GenuinePair[],
  qualities: readonly number[],
  share: number,
  rounds = 1_000,
): Gain {
  const dropped = worst(qualities, share);
  const counts = new Map<string, [pairs: number, fails: number, keptPairs: number, keptFails: number]>();
  for (const { subject, one, other, fails } of pairs) {
    const count = counts.get(subject) ?? [0, 0, 0, 0];
    counts.set(subject, count);
    const kept = dropped[one] !== true && dropped[other] !== true;
    count[0]++;
    if (fails) count[1]++;
    if (kept) count[2]++;
    if (kept && fails) count[3]++;
  }
  const subjects = [...counts.values()];
  const random = seededRandom(20_250);
  const reductionOf = (pick: (index: number) => (typeof subjects)[number]): readonly [number, number, number] => {
    const sum = [0, 0, 0, 0];
    for (let index = 0; index < subjects.length; index++) pick(index).forEach((value, at) => (sum[at]! += value));
    const [all, kept] = [sum[1]! / sum[0]!, sum[3]! / sum[2]!];
    return [1 - kept / all, all, kept];
  };
  const [reduction, all, kept] = reductionOf((index) => subjects[index]!);
  const drawn = Array.from({ length: rounds }, () => {
    return reductionOf(() => subjects[Math.floor(random.between(0, subjects.length))]!)[0];
  }).sort((a, b) => a - b);
  return {
    all,
    kept,
    reduction,
    interval: [drawn[Math.floor(0.025 * rounds)]!, drawn[Math.ceil(0.975 * rounds) - 1]!],
  };
}
