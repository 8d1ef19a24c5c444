/**
 * Index into a line of `length` samples that is extended by whole-sample reflection at both ends: -1 is 1, `length` is
 * `length - 2`.
 */
export function reflect(index: number, length: number): number {
  if (length === 1) return 0;
  const period = 2 * (length - 1);
  const folded = ((index % period) + period) % period;
  return folded < length ? folded : period - folded;
}
