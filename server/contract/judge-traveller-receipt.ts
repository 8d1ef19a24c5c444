/** What a traveller's receipt is worth beside a retention policy and beside the report of an erasure. Pure, needs no network. */
import type { ErasureReport } from './report.ts';
import { limitOf, type RetentionClass, type RetentionPolicy } from './retention.ts';
import { erasureTagOf, type TravellerReceipt } from './traveller-receipt.ts';

export type PolicyVerdict =
  /** The receipt promises nothing later than this policy allows. */
  | 'within-policy'
  /** Made under another policy than the one at hand: an older or a newer one. */
  | 'other-policy'
  /** The lane promised itself more time than its policy gives it. */
  | 'beyond-policy';

/** A passage may take this long before captures that nothing keeps are gone, and the receipt's times are whole minutes, ms. */
const LONGEST_PASSAGE_MS = 5 * 60_000;

/** How long a traveller's captures are kept at most without a legal hold, ms: a referral's may be kept on after an officer let the traveller go. */
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
  /** This report names the traveller's captures, by the receipt's tag, among those that it destroyed. */
  | 'names-this-receipt'
  /** This report tells of the destruction of every key under which the captures lay when the receipt was made. */
  | 'destroyed-its-keys'
  /** It tells of others. */
  | 'not-in-report'
  | 'other-lane';

/** Whether the captures of this receipt are among what a genuine report of an erasure tells of. */
export function judgeErasure(receipt: TravellerReceipt, report: ErasureReport): ErasureVerdict {
  if (report.kioskId !== receipt.kioskId) return 'other-lane';
  if (report.receiptTags?.includes(erasureTagOf(receipt.code)) === true) return 'names-this-receipt';
  const { keyIds } = receipt;
  return keyIds.length > 0 && keyIds.every((keyId) => report.keyIds.includes(keyId))
    ? 'destroyed-its-keys'
    : 'not-in-report';
}
