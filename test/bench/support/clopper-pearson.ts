/** A proportion with its exact 95 % interval (Clopper and Pearson 1934). */
export interface Proportion {
  readonly count: number;
  readonly of: number;
  /** Share, 0..1; NaN for 0 of 0. */
  readonly rate: number;
  readonly low: number;
  readonly high: number;
}

const HALF_ALPHA = 0.025;

export function proportion(count: number, of: number): Proportion {
  return {
    count,
    of,
    rate: count / of,
    low: count === 0 ? 0 : bisect((p) => upperTail(count, of, p) - HALF_ALPHA),
    high: count === of ? 1 : bisect((p) => HALF_ALPHA - (1 - upperTail(count + 1, of, p))),
  };
}

/** P(X >= count) of a binomial. */
function upperTail(count: number, of: number, p: number): number {
  let logTerm = of * Math.log1p(-p);
  let below = 0;
  for (let k = 0; k < count; k++) {
    below += Math.exp(logTerm);
    logTerm += Math.log((of - k) / (k + 1)) + Math.log(p) - Math.log1p(-p);
  }
  return 1 - below;
}

/** The root of a function that rises over (0, 1). */
function bisect(rising: (p: number) => number): number {
  let [low, high] = [0, 1];
  for (let round = 0; round < 60; round++) {
    const middle = (low + high) / 2;
    if (rising(middle) < 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

export function percent({ count, of, rate, low, high }: Proportion): string {
  if (of === 0) return '-';
  const shown = (share: number): string => (100 * share).toFixed(1);
  return `${count}/${of} = ${shown(rate)} % (${shown(low)}-${shown(high)})`;
}
