/** Log probabilities of the beta-binomial distribution: successes in `n` trials whose probability itself follows a beta distribution. Pure. */

/** Lanczos approximation of log gamma, g = 7, n = 9 (Godfrey's coefficients): about 15 correct digits for x > 0. */
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

/**
 * Log likelihood of `k` successes in `n` trials, without the binomial coefficient (the same for every distribution).
 * @param a first parameter of the beta distribution, above 0
 * @param b second parameter, above 0
 */
export function logLikelihood(k: number, n: number, a: number, b: number): number {
  return logBeta(k + a, n - k + b) - logBeta(a, b);
}

/**
 * Probabilities of 0, 1, … `n` successes in `n` trials.
 * @param mean between 0 and 1
 * @param strength a + b of the beta distribution, above 0
 */
export function chancesOf(n: number, mean: number, strength: number): number[] {
  const a = mean * strength;
  const b = (1 - mean) * strength;
  let log = logLikelihood(0, n, a, b);
  const chances = [Math.exp(log)];
  for (let k = 0; k < n; k++) {
    // Uses logarithms because the first probability can underflow
    log += Math.log(((n - k) * (k + a)) / ((k + 1) * (n - k - 1 + b)));
    chances.push(Math.exp(log));
  }
  return chances;
}
