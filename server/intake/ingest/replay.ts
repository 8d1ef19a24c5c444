/** Distinguishes a lane that asks again for a lost receipt from an attacker who replays a report. Pure. */

/** Maximum delay of a copy in the network, ms: no request lives that long. */
export const LATE_COPY_MS = 60_000;

export interface Again {
  readonly sequence: number;
  /** Time at which the stored report was received. */
  readonly receivedAt: number;
  /** A stored report made after it, if any. */
  readonly later: { readonly receivedAt: number } | undefined;
  /** Highest sequence number for which the lane itself reports a receipt. */
  readonly receiptedUpTo: number;
}

/**
 * A lane sends one report at a time, and the next only after it has stored the receipt. So a later report, or the lane's status, shows that
 * it has the receipt. Otherwise it may legitimately ask again after hours.
 */
export function isReplay({ sequence, receivedAt, later, receiptedUpTo }: Again, nowMs: number): boolean {
  if (later !== undefined) return nowMs - later.receivedAt > LATE_COPY_MS;
  return receiptedUpTo >= sequence && nowMs - receivedAt > LATE_COPY_MS;
}
