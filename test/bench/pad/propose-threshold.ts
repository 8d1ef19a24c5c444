/** A threshold with its error rates. */
export interface Proposal {
  readonly threshold: number;
  /** Share of bona fide presentations below it. */
  readonly bpcer: number;
  /** Share of each species' presentations at or above it. */
  readonly apcer: Readonly<Record<string, number>>;
}

/**
 * The highest threshold that keeps `wantedBpcer` or fewer of the bona fide measures below it.
 *
 * @returns `undefined` without a bona fide measure
 */
export function proposeThreshold(
  bonaFide: readonly number[],
  attacks: Readonly<Record<string, readonly number[]>>,
  wantedBpcer: number,
): Proposal | undefined {
  const sorted = [...bonaFide].sort((one, other) => one - other);
  const threshold = sorted[Math.min(sorted.length - 1, Math.floor(wantedBpcer * sorted.length))];
  if (threshold === undefined) return undefined;
  const share = (list: readonly number[], holds: (value: number) => boolean): number =>
    list.filter(holds).length / list.length;
  return {
    threshold,
    bpcer: share(sorted, (value) => value < threshold),
    apcer: Object.fromEntries(
      Object.entries(attacks).map(([species, list]) => [species, share(list, (value) => value >= threshold)]),
    ),
  };
}
