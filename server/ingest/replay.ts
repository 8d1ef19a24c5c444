/** What tells a lane that asks again for a receipt it has not got from somebody who sends what they recorded. Pure. */

/** A first attempt that the network held back may come after a later one that was answered, ms: no request lives so long. */
export const LATE_COPY_MS = 60_000;

export interface Again {
  readonly sequence: number;
  /** Of the report that is held. */
  readonly receivedAt: number;
  /** A report held that was made after it, if any. */
  readonly later: { readonly receivedAt: number } | undefined;
  /** Up to which sequence the lane itself says that it has receipts. */
  readonly receiptedUpTo: number;
}

/**
 * A lane sends one report at a time and the next only once it has stored the receipt of the one before. So a later report, or its own
 * status, says that it has the receipt. Without either it may ask again after hours: an answer was lost, and the lane was alone.
 */
export function isReplay({ sequence, receivedAt, later, receiptedUpTo }: Again, nowMs: number): boolean {
  if (later !== undefined) return nowMs - later.receivedAt > LATE_COPY_MS;
  return receiptedUpTo >= sequence && nowMs - receivedAt > LATE_COPY_MS;
}
