/** Whether a long-running process grows: resident memory, heap and open files in the last part of a run against the first. Pure. */

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
  /** Medians of the first and the last quarter after the warm-up. */
  readonly early: number;
  readonly late: number;
  /** (late - early) / early. */
  readonly share: number;
}

/** The part of a run in which caches fill and models warm up. */
const WARM_UP_SHARE = 0.25;

/** Throws `RangeError` for fewer than eight samples. */
export function growthOf(samples: readonly Sample[]): readonly Growth[] {
  if (samples.length < 8) throw new RangeError('eight samples are needed');
  const settled = samples.slice(Math.floor(samples.length * WARM_UP_SHARE));
  const quarter = Math.max(2, Math.floor(settled.length / 4));
  return MEASURES.map((measure) => {
    const early = median(settled.slice(0, quarter).map((sample) => sample[measure]));
    const late = median(settled.slice(-quarter).map((sample) => sample[measure]));
    return { measure, early, late, share: early === 0 ? Math.sign(late) : (late - early) / early };
  });
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}
