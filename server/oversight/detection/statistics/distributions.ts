/** Upper tails of counts, added term by term, so that small tails keep their digits. Results are at least 1e-300. */

const MIN = 1e-300;
/** Terms below this share of the sum end it. */
const NEGLIGIBLE = 1e-9;
const MAX_TERMS = 2_000;

const LANCZOS = [
  76.18009172947, -86.505320329417, 24.01409824083091, -1.231739572450155, 0.1208650973866179e-2, -0.5395239384953e-5,
];

/** W. H. Press et al., Numerical Recipes, 2nd edition, §6.1. The error is below 2e-10. @param x above 0 */
export function logGamma(x: number): number {
  const t = x + 5.5 - (x + 0.5) * Math.log(x + 5.5);
  const sum = LANCZOS.reduce((total, one, at) => total + one / (x + 1 + at), 1.000000000190015);
  return -t + Math.log((2.506628274631 * sum) / x);
}

function addUp(first: number, next: (at: number) => number): number {
  let [term, sum] = [first, 0];
  for (let at = 0; at < MAX_TERMS; at += 1) {
    sum += term;
    term *= next(at);
    if (term < sum * NEGLIGIBLE) break;
  }
  return Math.min(1, Math.max(sum, MIN));
}

/** P(X >= count) of a negative binomial with variance mean + dispersion mean², or of a Poisson for dispersion 0. */
export function countTail(count: number, mean: number, dispersion: number): number {
  if (count <= 0) return 1;
  if (dispersion < 1e-6) {
    const first = Math.exp(-mean + count * Math.log(mean) - logGamma(count + 1));
    return count < mean ? 1 : addUp(first, (at) => mean / (count + at + 1));
  }
  if (count < mean) return 1;
  const r = 1 / dispersion;
  const p = r / (r + mean);
  const log = logGamma(count + r) - logGamma(r) - logGamma(count + 1) + r * Math.log(p) + count * Math.log(1 - p);
  return addUp(Math.exp(log), (at) => ((count + at + r) / (count + at + 1)) * (1 - p));
}

/** P(X <= count) of a negative binomial with variance mean + dispersion mean². @param dispersion above 0 */
export function countBelow(count: number, mean: number, dispersion: number): number {
  const r = 1 / dispersion;
  const p = r / (r + mean);
  let [term, sum] = [Math.exp(r * Math.log(p)), 0];
  for (let at = 0; at <= Math.min(count, MAX_TERMS); at += 1) {
    sum += term;
    term *= ((at + r) / (at + 1)) * (1 - p);
  }
  return Math.min(1, Math.max(sum, MIN));
}

/** P(X >= count) of a binomial. */
export function shareTail(count: number, of: number, share: number): number {
  if (count <= 0 || share >= 1 || count < of * share) return 1;
  const log =
    logGamma(of + 1) -
    logGamma(count + 1) -
    logGamma(of - count + 1) +
    count * Math.log(share) +
    (of - count) * Math.log(1 - share);
  return addUp(Math.exp(log), (at) => (((of - count - at) / (count + at + 1)) * share) / (1 - share));
}

export function decades(probability: number): number {
  return -Math.log10(Math.max(MIN, probability));
}
