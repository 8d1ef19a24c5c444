/** The beta-binomial distribution, by its logarithm: how often something happens in `n` trials whose chance itself varies. Pure. */

/** Lanczos, g = 7, n = 9 (Godfrey's coefficients): good to about 15 digits for x > 0. */
const LANCZOS_G = 7;
const LANCZOS = [
  0.999_999_999_999_809_93, 676.520_368_121_885_1, -1_259.139_216_722_402_8, 771.323_428_777_653_13,
  -176.615_029_162_140_59, 12.507_343_278_686_905, -0.138_571_095_265_720_12, 9.984_369_578_019_571_6e-6,
  1.505_632_735_149_311_6e-7,
];

function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const shifted = x - 1;
  const base = shifted + LANCZOS_G + 0.5;
  const series = LANCZOS.reduce((sum, term, index) => (index === 0 ? term : sum + term / (shifted + index)), 0);
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(base) - base + Math.log(series);
}

function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}

/** The chance of exactly `k` of `n`. @param mean between 0 and 1. @param strength a + b of the beta distribution, above 0. */
function chanceOf(k: number, n: number, mean: number, strength: number): number {
  const a = mean * strength;
  const b = (1 - mean) * strength;
  const logChoose = logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
  return Math.exp(logChoose + logBeta(k + a, n - k + b) - logBeta(a, b));
}

/** The chances of `k` or fewer, and of `k` or more, of `n`. */
export function tailsOf(
  k: number,
  n: number,
  mean: number,
  strength: number,
): { readonly low: number; readonly high: number } {
  let below = 0;
  let above = 0;
  for (let count = 0; count <= n; count++) {
    const chance = chanceOf(count, n, mean, strength);
    if (count <= k) below += chance;
    if (count >= k) above += chance;
  }
  return { low: Math.min(1, below), high: Math.min(1, above) };
}
