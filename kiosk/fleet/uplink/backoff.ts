/** Exponential backoff with full jitter, so that a fleet does not reconnect to a returning server at once. */

export const FIRST_WAIT_MS = 500;
export const LONGEST_WAIT_MS = 30_000;

/**
 * Milliseconds to wait, at least a tenth of the step. @param failures consecutive failures, 1 or more. @param random 0 ≤ r
 * < 1
 */
export function backoffMs(failures: number, random: number): number {
  const step = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures - 1, 16));
  return Math.round(step * (0.1 + 0.9 * random));
}
