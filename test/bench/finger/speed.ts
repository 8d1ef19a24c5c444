export interface Milliseconds {
  readonly median: number;
  readonly lowerQuartile: number;
  readonly upperQuartile: number;
  readonly least: number;
}

/** The spread of times, ms. The minimum approximates the time on an idle machine. */
export function millisecondsOf(times: readonly number[]): Milliseconds {
  const sorted = [...times].sort((one, other) => one - other);
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN;
  return { median: at(0.5), lowerQuartile: at(0.25), upperQuartile: at(0.75), least: at(0) };
}
