import type { ReasonCode } from '../../contract/vocabulary.ts';
import type { ReasonCategory } from './drift.ts';
import type { DecisionOutcome } from './vocabulary.ts';

/** The category of each reason. Complete by type. */
const CATEGORY_OF: { readonly [Reason in ReasonCode]: ReasonCategory } = {
  'not-required-by-policy': 'lane',
  'not-available': 'lane',
  'earlier-check-decided': 'lane',
  'no-document': 'choice',
  'document-unreadable': 'lane',
  'chip-unreadable': 'lane',
  'document-removed': 'choice',
  'check-digit-mismatch': 'document',
  'document-expired': 'document',
  'mrz-mismatch': 'document',
  'security-object-missing': 'document',
  'security-object-invalid': 'document',
  'signer-untrusted': 'document',
  'signer-expired': 'document',
  'signer-revoked': 'document',
  'signer-defective': 'document',
  'signer-not-for-type': 'document',
  'revocation-unknown': 'document',
  'data-group-altered': 'document',
  'issuing-state-differs': 'document',
  'security-infos-differ': 'document',
  'nationality-not-eligible': 'choice',
  'issuing-state-not-eligible': 'choice',
  'document-type-not-eligible': 'choice',
  'age-not-eligible': 'choice',
  'age-unknown': 'choice',
  'validity-too-short': 'choice',
  'outside-opening-hours': 'choice',
  'chip-copied': 'document',
  'chip-not-provable': 'document',
  'chip-key-revoked': 'document',
  'portrait-unusable': 'document',
  'document-listed': 'document',
  'watchlist-stale': 'lane',
  'watchlist-unavailable': 'lane',
  'attempts-exhausted': 'person',
  'handle-unavailable': 'lane',
  'nobody-in-view': 'choice',
  'several-people': 'person',
  'quality-insufficient': 'lane',
  'plane-not-head': 'person',
  'movement-undecidable': 'lane',
  'light-of-a-plane': 'person',
  'light-not-returned': 'person',
  'light-undecidable': 'lane',
  'goods-declared': 'choice',
  'traveller-chose-no-lights': 'choice',
  'below-threshold': 'person',
  'no-finger': 'choice',
  'finger-quality-insufficient': 'lane',
  'no-finger-reference': 'lane',
  'device-fault': 'lane',
  'release-too-old': 'lane',
  'lane-emergency': 'lane',
  'timed-out': 'lane',
  'traveller-chose-desk': 'choice',
  'traveller-left': 'choice',
};

/** Gravest first: one doubt about the document outweighs a slow camera. */
const GRAVITY: readonly ReasonCategory[] = ['document', 'person', 'lane', 'choice'];

/** The gravest category among a referral's reasons; `lane` when there are none. */
export function reasonCategoryOf(reasons: readonly ReasonCode[]): ReasonCategory {
  const doubts = reasons.map((reason) => CATEGORY_OF[reason]);
  return GRAVITY.find((doubt) => doubts.includes(doubt)) ?? 'lane';
}

/** After these outcomes the traveller is free to go. Only the officer attests that no traveller was there, or that the traveller left. */
const LET_GO: ReadonlySet<DecisionOutcome> = new Set(['admitted-after-manual-check', 'left', 'no-traveller']);

export function isLetGoAfterDoubt(outcome: DecisionOutcome, doubt: ReasonCategory, hasEvidence: boolean): boolean {
  return hasEvidence && (doubt === 'person' || doubt === 'document') && LET_GO.has(outcome);
}
