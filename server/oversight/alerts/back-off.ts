/** When a failed message is sent again. Pure. */

const FIRST_MS = 5_000;
const LONGEST_MS = 900_000;

/**
 * Time until the next attempt, ms: doubled with each failure up to 15 minutes, and at random between half of that and the whole, so that many
 * messages do not return together. A longer wait that the receiver asks for is kept, up to an hour.
 * @param failed attempts that have failed, at least 1
 * @param chance from 0 to 1
 */
export function waitBefore(failed: number, chance: number, askedForMs = 0): number {
  const whole = Math.min(FIRST_MS * 2 ** Math.min(failed - 1, 20), LONGEST_MS);
  return Math.round(Math.max(whole / 2 + (chance * whole) / 2, Math.min(askedForMs, 4 * LONGEST_MS)));
}
