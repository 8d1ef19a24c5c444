/** The two times that a receipt states, in whole minutes: no clock of a phone need agree to the second, and nobody is timed by one. */
const MINUTE_MS = 60_000;

/** From the decision to the last capture's end, where the barrier was found obstructed as often as it may be, ms. */
const PASSAGE_AT_MOST_MS = 3 * MINUTE_MS;

export function issuedAtOf(nowMs: number): number {
  return Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;
}

/** @param limitMs how long the captures are kept after the passage, or after the referral */
export function goneByOf(nowMs: number, limitMs: number): number {
  return Math.ceil((nowMs + (limitMs === 0 ? PASSAGE_AT_MOST_MS : limitMs)) / MINUTE_MS) * MINUTE_MS;
}
