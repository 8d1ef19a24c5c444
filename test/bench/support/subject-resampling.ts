/** Uniform in [0, 1). */
export type Random = () => number;

/** The two subjects of each comparison, numbered from 0. */
export interface ComparedSubjects {
  readonly one: Int32Array;
  readonly other: Int32Array;
}

/**
 * Draws `subjects` subjects with replacement and returns how often each was drawn. Comparisons of one subject are not
 * independent, so intervals come from resampling subjects and not comparisons.
 */
export function drawSubjects(subjects: number, random: Random): Uint16Array {
  const times = new Uint16Array(subjects);
  for (let draw = 0; draw < subjects; draw++) {
    const subject = Math.floor(random() * subjects);
    times[subject] = times[subject]! + 1;
  }
  return times;
}

/** The percentile interval of resampled values. */
export function percentileInterval(values: readonly number[], confidence: number): [number, number] {
  const sorted = [...values].sort((one, other) => one - other);
  const tail = (1 - confidence) / 2;
  const last = sorted.length - 1;
  return [sorted[Math.floor(tail * last)] ?? Number.NaN, sorted[Math.ceil((1 - tail) * last)] ?? Number.NaN];
}
