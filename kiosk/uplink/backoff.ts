/** Exponential waiting with full jitter: a fleet whose server returns does not fall upon it in one second. */

export const FIRST_WAIT_MS = 500;
export const LONGEST_WAIT_MS = 30_000;

/** @param failures how many in a row, 1 or more. @param random 0 ≤ r < 1. Never below a tenth of the step, ms. */
export function backoffMs(failures: number, random: number): number {
  const step = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures - 1, 16));
  return Math.round(step * (0.1 + 0.9 * random));
}
