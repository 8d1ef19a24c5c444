/**
 * What inspection of a chip's files found: one check for each question of BSI TR-03135-1 §4 (and its part 2's names), each with a
 * closed answer. No check decides anything; none holds personal data.
 */
export const TRUST_CHECK_NAMES = [
  /** EF.SOD can be read, and what it is signed with is in use. */
  'security-object-readable',
  /** Its signature holds under the certificate that comes with it. */
  'security-object-signature',
  /** A country signing authority that the lane believes signed that certificate, which is one for signing documents. */
  'document-signer-trusted',
  /** Signer and authority were within their validity when the object was signed, and still are. */
  'document-signer-validity',
  'document-signer-not-revoked',
  'document-signer-without-defects',
  /** The signer is for documents of this kind. */
  'document-signer-for-type',
  /** Each data group read has the hash that was signed, and those that the other checks rest on were read if they were signed. */
  'data-group-hashes',
  /** The state in DG1 is that of the signer. */
  'issuing-state-agrees',
  /** The access promises of EF.CardAccess are repeated in the signed DG14. */
  'security-infos-agree',
  /** The chip proved that it holds a private key that was signed into the document. */
  'chip-authenticity',
] as const;
export type TrustCheckName = (typeof TRUST_CHECK_NAMES)[number];

export type TrustCheckResult =
  | 'passed'
  | 'failed'
  /** The question could not be answered. */
  | 'inconclusive'
  /** It does not arise, or an earlier answer leaves nothing to ask. */
  | 'not-applicable';

export const TRUST_REASONS = [
  'absent',
  'malformed',
  'unsupported-algorithm',
  'signature-wrong',
  'no-signer-certificate',
  'unknown-authority',
  /** The signer's certificate is for something else than documents. */
  'not-a-document-signer',
  'expired',
  'not-yet-valid',
  'revoked',
  'no-revocation-list',
  'stale-revocation-list',
  'defect-revokes-signer',
  'defect-revokes-chip-key',
  'defect-known',
  'wrong-document-type',
  'hash-wrong',
  'not-in-security-object',
  'state-differs',
  'state-unknown',
  'infos-differ',
  'proof-failed',
  /** Neither Chip nor Active Authentication: the chip may be a copy, and nothing could show it. */
  'not-provably-original',
] as const;
export type TrustReason = (typeof TRUST_REASONS)[number];

export interface TrustCheck {
  readonly name: TrustCheckName;
  readonly result: TrustCheckResult;
  /** Stands beside every result that is not `passed` or `not-applicable`. */
  readonly reason?: TrustReason;
}

export type TrustFinding = Omit<TrustCheck, 'name'>;

export const PASSED: TrustFinding = { result: 'passed' };
export const NOT_APPLICABLE: TrustFinding = { result: 'not-applicable' };
export const failed = (reason: TrustReason): TrustFinding => ({ result: 'failed', reason });
export const inconclusive = (reason: TrustReason): TrustFinding => ({ result: 'inconclusive', reason });
