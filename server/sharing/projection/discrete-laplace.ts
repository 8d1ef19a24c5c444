/**
 * Exact sampling of the discrete Laplace distribution from a stream of bytes: Canonne, Kamath and Steinke, "The Discrete Gaussian for
 * Differential Privacy" (2020), algorithms 1 and 2. Integers only: noise of floating-point numbers reveals the true count by its low bits
 * (Mironov, 2012). Pure.
 */

/** Gives the next byte. */
export type ByteStream = () => number;

/** 2^32 is the largest range of the rejection sampling; all products here are far below 2^53. */
const MAX = 2 ** 32;

/**
 * A sample with P(y) proportional to exp(-|y| · s / t).
 *
 * @param s, t positive integers: the scale is t / s, such as ε = s / t with a sensitivity of 1
 */
export function discreteLaplace(bytes: ByteStream, s: number, t: number): number {
  for (;;) {
    const u = below(bytes, t);
    if (!bernoulliExp(bytes, u, t)) continue;
    let v = 0;
    while (bernoulliExp(bytes, 1, 1)) v += 1;
    const y = Math.floor((u + t * v) / s);
    const isNegative = below(bytes, 2) === 1;
    // Zero must not be counted twice
    if (isNegative && y === 0) continue;
    return isNegative ? -y : y;
  }
}

/** `true` with probability exp(-a / b), for 0 <= a <= b. */
function bernoulliExp(bytes: ByteStream, a: number, b: number): boolean {
  let k = 1;
  while (below(bytes, b * k) < a) k += 1;
  return k % 2 === 1;
}

/** Uniform in 0..n - 1, by rejection. */
function below(bytes: ByteStream, n: number): number {
  if (n === 1) return 0;
  if (!Number.isInteger(n) || n < 1 || n > MAX) throw new RangeError('the range must be an integer up to 2^32');
  const count = n <= 256 ? 1 : Math.ceil(Math.log2(n) / 8);
  const range = 256 ** count;
  const accepted = range - (range % n);
  for (;;) {
    let value = 0;
    for (let index = 0; index < count; index += 1) value = value * 256 + bytes();
    if (value < accepted) return value % n;
  }
}
