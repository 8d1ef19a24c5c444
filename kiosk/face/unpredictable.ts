import { randomInt } from 'node:crypto';

/** Uniform in 0 <= r < 1 from the system's cryptographic source: what a challenge must be drawn from. */
export function unpredictable(): number {
  return randomInt(2 ** 32) / 2 ** 32;
}
