/**
 * The two times in a receipt, in whole minutes: phone clocks may differ by seconds, and the receipt must not time a passage
 * exactly.
 */
const MINUTE_MS = 60_000;

/** Longest time from the decision to the end of the last capture, with the largest number of obstructions, ms. */
const MAX_PASSAGE_MS = 3 * MINUTE_MS;

export function issuedAtOf(nowMs: number): number {
  return Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;
}

/** @param limitMs storage time of the captures after the passage or the referral */
export function goneByOf(nowMs: number, limitMs: number): number {
  return Math.ceil((nowMs + (limitMs === 0 ? MAX_PASSAGE_MS : limitMs)) / MINUTE_MS) * MINUTE_MS;
}
