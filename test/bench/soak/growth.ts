/**
 * Whether a long-running process grows: the slope of resident memory, heap and handles over a run, without its warm-up. Pure.
 *
 * The warm-up ends when each kind of traveller has passed once: by then caches are filled, code is compiled and models have their memory. The
 * slope is the median of the slopes between all pairs of later samples (Theil 1950, Sen 1968): neither one high sample nor a measure that
 * moves up and down makes it. Its interval follows from the variance of Kendall's S (Sen 1968, eq. 2.6), with 95 % confidence.
 */

export interface Sample {
  /** Time since the start, by the lane's clock, hours. */
  readonly hours: number;
  readonly residentMb: number;
  /** After a collection. */
  readonly heapMb: number;
  /** Memory outside the heap that JavaScript holds. */
  readonly externalMb: number;
  readonly openFiles: number;
  readonly threads: number;
  /** Timers, sockets and requests that keep the process alive. */
  readonly handles: number;
}

export type Measure = Exclude<keyof Sample, 'hours'>;
export const MEASURES: readonly Measure[] = ['residentMb', 'heapMb', 'externalMb', 'openFiles', 'threads', 'handles'];

export interface Growth {
  readonly measure: Measure;
  /** Median of the settled samples. */
  readonly level: number;
  /** Growth in 24 hours as a share of the level, and its interval with 95 % confidence. */
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

const DAY_HOURS = 24;
const MIN_SAMPLES = 8;
/** The quantile of the standard normal distribution for 95 %. */
const QUANTILE = 1.96;

/** @param warmUp number of samples at the beginning that do not count. Throws `RangeError` for fewer than eight others. */
export function growthOf(samples: readonly Sample[], warmUp: number): readonly Growth[] {
  const settled = samples.slice(warmUp);
  if (settled.length < MIN_SAMPLES) throw new RangeError('eight samples after the warm-up are needed');
  return MEASURES.map((measure) => {
    const level = median(settled.map((sample) => sample[measure]));
    const { slope, low, high } = theilSen(settled.map((sample) => [sample.hours, sample[measure]]));
    const share = (perHour: number): number => (level === 0 ? Math.sign(perHour) : (perHour * DAY_HOURS) / level);
    return { measure, level, share: share(slope), low: share(low), high: share(high) };
  });
}

/**
 * Whether a measure exceeds what a process may grow by in a day. A count of files, threads or handles that grows by less than one in a day
 * does not grow.
 */
export function isGrowing({ measure, level, share }: Growth, mostShare: number): boolean {
  const isCount = measure === 'openFiles' || measure === 'threads' || measure === 'handles';
  return share > mostShare && !(isCount && share * level < 1);
}

function theilSen(points: readonly (readonly [x: number, y: number])[]) {
  const slopes: number[] = [];
  for (const [at, [x, y]] of points.entries()) {
    for (const [laterX, laterY] of points.slice(at + 1)) if (laterX > x) slopes.push((laterY - y) / (laterX - x));
  }
  slopes.sort((one, other) => one - other);
  const n = points.length;
  // Ties in y lower the variance of S; without that the interval is wider than it need be
  const half = QUANTILE * Math.sqrt((n * (n - 1) * (2 * n + 5)) / 18);
  const ranked = (rank: number): number => slopes[Math.min(slopes.length - 1, Math.max(0, Math.round(rank)))] ?? 0;
  return {
    slope: median(slopes),
    low: ranked((slopes.length - half) / 2 - 1),
    high: ranked((slopes.length + half) / 2),
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}
