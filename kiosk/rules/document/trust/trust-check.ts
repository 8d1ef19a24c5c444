/**
 * Checks of a chip's files: one for each question of BSI TR-03135-1 §4 (with the names of part 2), each with a closed set
 * of results. The checks make no decision and contain no personal data.
 */
export const TRUST_CHECK_NAMES = [
  /** EF.SOD can be parsed, and its algorithms are supported. */
  'security-object-readable',
  /** Its signature is valid under the certificate in it, or under one of the directory that it names. */
  'security-object-signature',
  /** A trusted country signing authority signed that certificate, which is for signing documents. */
  'document-signer-trusted',
  /** Signer and authority were within their validity when the object was signed, and still are. */
  'document-signer-validity',
  'document-signer-not-revoked',
  'document-signer-without-defects',
  /** The signer may sign documents of this type. */
  'document-signer-for-type',
  /** Each data group read has the signed hash, and all signed ones that other checks need were read. */
  'data-group-hashes',
  /** The state in DG1 equals that of the signer. */
  'issuing-state-agrees',
  /** The protocols in EF.CardAccess are repeated in the signed DG14. */
  'security-infos-agree',
  /** The chip proved possession of a private key whose public key the issuer signed. */
  'chip-authenticity',
] as const;
export type TrustCheckName = (typeof TRUST_CHECK_NAMES)[number];

export type TrustCheckResult =
  | 'passed'
  | 'failed'
  /** The question could not be answered. */
  | 'inconclusive'
  /** It does not apply, or an earlier result makes it irrelevant. */
  | 'not-applicable';

export const TRUST_REASONS = [
  'absent',
  'malformed',
  'unsupported-algorithm',
  'signature-wrong',
  'no-signer-certificate',
  'unknown-authority',
  /** The signer's certificate is not for documents. */
  'not-a-document-signer',
  'expired',
  'not-yet-valid',
  'revoked',
  'no-revocation-list',
  'stale-revocation-list',
  'defect-revokes-signer',
  'defect-revokes-chip-key',
  'defect-known',
  /** The issuing state announced this error in its documents. */
  'deviation-known',
  'wrong-document-type',
  'hash-wrong',
  'not-in-security-object',
  'state-differs',
  'state-unknown',
  'infos-differ',
  'proof-failed',
  /** Neither Chip nor Active Authentication: a copied chip could not be detected. */
  'not-provably-original',
] as const;
export type TrustReason = (typeof TRUST_REASONS)[number];

export interface TrustCheck {
  readonly name: TrustCheckName;
  readonly result: TrustCheckResult;
  /** Present with every result other than `passed` and `not-applicable`. */
  readonly reason?: TrustReason;
}

export type TrustFinding = Omit<TrustCheck, 'name'>;

export const PASSED: TrustFinding = { result: 'passed' };
export const NOT_APPLICABLE: TrustFinding = { result: 'not-applicable' };
export const failed = (reason: TrustReason): TrustFinding => ({ result: 'failed', reason });
export const inconclusive = (reason: TrustReason): TrustFinding => ({ result: 'inconclusive', reason });
