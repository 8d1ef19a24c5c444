/** Compares a traveller's receipt with a retention policy and with an erasure report. Pure, needs no network. */
import type { ErasureReport } from './report.ts';
import { limitOf, type RetentionClass, type RetentionPolicy } from './retention.ts';
import { erasureTagOf, type TravellerReceipt } from './traveller-receipt.ts';

export type PolicyVerdict =
  /** The promised time is within this policy. */
  | 'within-policy'
  /** Made under a policy other than the given one. */
  | 'other-policy'
  /** The promised time is later than its policy allows. */
  | 'beyond-policy';

/** Allowance for the length of a passage before unkept captures are erased, and for rounding to whole minutes, ms. */
const LONGEST_PASSAGE_MS = 5 * 60_000;

/** Longest time that a traveller's captures are kept without a legal hold, ms. An officer's decision may keep a referral's captures longer. */
export function keptAtMostMs(
  limitMs: (name: RetentionClass) => number,
  outcome: TravellerReceipt['retentionClass'],
): number {
  return limitMs(outcome) + (outcome === 'referred' ? limitMs('after-doubt') : 0);
}

/** @param digest of the policy's canonical bytes */
export function judgeReceiptPolicy(receipt: TravellerReceipt, policy: RetentionPolicy, digest: string): PolicyVerdict {
  if (receipt.retentionDigest !== digest) return 'other-policy';
  return receipt.goneBy - receipt.issuedAt <=
    keptAtMostMs((name) => limitOf(policy, name), receipt.retentionClass) + LONGEST_PASSAGE_MS
    ? 'within-policy'
    : 'beyond-policy';
}

export type ErasureVerdict =
  /** The report lists the receipt's tag among those whose captures were destroyed. */
  | 'names-this-receipt'
  /** The report lists every key under which the captures lay when the receipt was made. */
  | 'destroyed-its-keys'
  /** The report lists neither. */
  | 'not-in-report'
  | 'other-lane';

/** Whether a genuine erasure report covers the captures of this receipt. */
export function judgeErasure(receipt: TravellerReceipt, report: ErasureReport): ErasureVerdict {
  if (report.kioskId !== receipt.kioskId) return 'other-lane';
  if (report.receiptTags?.includes(erasureTagOf(receipt.code)) === true) return 'names-this-receipt';
  const { keyIds } = receipt;
  return keyIds.length > 0 && keyIds.every((keyId) => report.keyIds.includes(keyId))
    ? 'destroyed-its-keys'
    : 'not-in-report';
}
