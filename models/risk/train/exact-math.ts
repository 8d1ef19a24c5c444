/**
 * Functions with the same bits on every machine. `Math.exp` and `Math.log` may differ between engines; these use only additions,
 * multiplications and divisions, which IEEE 754 defines exactly.
 */

const LN2 = 0.693_147_180_559_945_3;
const LN2_HIGH = 0.693_147_180_369_123_8;
const LN2_LOW = 1.908_214_929_270_587_7e-10;
/** Terms of the series on [-ln 2 / 2, ln 2 / 2]; the next one is below 2^-54. */
const TERMS = 14;
/** From 1e6 the method needs 9. */
const MAX_ROUNDS = 20;

/** e^x for |x| up to 700. */
export function exp(x: number): number {
  const exponent = Math.round(x / LN2);
  const rest = x - exponent * LN2_HIGH - exponent * LN2_LOW;
  let sum = 1;
  for (let term = TERMS; term > 0; term--) sum = 1 + (sum * rest) / term;
  return sum * powerOfTwo(exponent);
}

/** The natural logarithm of a number between 1e-6 and 1e6, by Halley's method. */
export function log(x: number): number {
  let y = 0;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const power = exp(y);
    const next = y + (2 * (x - power)) / (x + power);
    if (next === y) break;
    y = next;
  }
  return y;
}

export function sigmoid(x: number): number {
  return 1 / (1 + exp(-Math.max(-700, Math.min(700, x))));
}

/** 2^-1022 to 2^1023, by repeated doubling and halving, which are exact. */
const POWERS = ((): Float64Array => {
  const powers = new Float64Array(2_046);
  let power = 2.225_073_858_507_201_4e-308;
  for (let at = 0; at < powers.length; at++) {
    powers[at] = power;
    power *= 2;
  }
  return powers;
})();

function powerOfTwo(exponent: number): number {
  return POWERS[exponent + 1_022]!;
}
