/** The exact interval of a proportion (C. J. Clopper and E. S. Pearson, Biometrika 26, 1934), from the tails of the binomial distribution. */

export interface Bounds {
  /** Shares, 0..1. */
  readonly low: number;
  readonly high: number;
}

/** @param alpha error of each side: 0.025 on both sides is an interval of 95 % @param count 0 to `of` @param of at least 1 */
export function clopperPearson(
  count: number,
  of: number,
  alpha: { readonly low: number; readonly high: number },
): Bounds {
  return {
    low: count === 0 ? 0 : bisect((p) => upperTail(count, of, p) - alpha.low),
    high: count === of ? 1 : bisect((p) => alpha.high - lowerTail(count, of, p)),
  };
}

/** P(X >= count) of a binomial. The shorter sum is added, and small tails keep their digits. */
function upperTail(count: number, of: number, p: number): number {
  return count > of * p ? sum(count, of, of, p) : 1 - sum(0, count - 1, of, p);
}

/** P(X <= count) of a binomial. */
function lowerTail(count: number, of: number, p: number): number {
  return count < of * p ? sum(0, count, of, p) : 1 - sum(count + 1, of, of, p);
}

/** The probability of `from` to `to`, added from the end nearest to the mean. */
function sum(from: number, to: number, of: number, p: number): number {
  if (from > to) return 0;
  const odds = Math.log(p) - Math.log1p(-p);
  const rises = from > of * p;
  let k = rises ? from : to;
  let logTerm = logChoose(of, k) + k * Math.log(p) + (of - k) * Math.log1p(-p);
  let total = 0;
  while (k >= from && k <= to) {
    const term = Math.exp(logTerm);
    total += term;
    // The terms fall from here on
    if (term < total * 1e-17) break;
    logTerm += rises ? Math.log((of - k) / (k + 1)) + odds : Math.log(k / (of - k + 1)) - odds;
    k += rises ? 1 : -1;
  }
  return Math.min(1, total);
}

function logChoose(of: number, k: number): number {
  return logFactorial(of) - logFactorial(k) - logFactorial(of - k);
}

const EXACT_BELOW = 32;

/** Stirling's series for large values; its error is below 1e-13 there. */
function logFactorial(n: number): number {
  if (n < EXACT_BELOW) {
    let log = 0;
    for (let factor = 2; factor <= n; factor++) log += Math.log(factor);
    return log;
  }
  return (
    (n + 0.5) * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI) + 1 / (12 * n) - 1 / (360 * n ** 3) + 1 / (1260 * n ** 5)
  );
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
