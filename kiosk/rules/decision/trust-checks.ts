/** Summarises the checks of a chip's files and proofs as the two checks of a report. */
import type { ReasonCode } from '../../../server/contract/vocabulary.ts';
import type { TrustCheck, TrustCheckName, TrustReason } from '../document/trust/trust-check.ts';
import { ofRead } from './document-checks.ts';
import type { Evidence } from './evidence.ts';
import { type Finding, inconclusive, NOT_REACHED, PASSED } from './finding.ts';

/** The check of the chip itself, not of its files. */
const OF_THE_CHIP: TrustCheckName = 'chip-authenticity';

/** The reason code in a report for each answer. */
const REASONS: Readonly<Record<TrustReason, ReasonCode>> = {
  absent: 'security-object-missing',
  malformed: 'security-object-invalid',
  'unsupported-algorithm': 'security-object-invalid',
  'signature-wrong': 'security-object-invalid',
  'no-signer-certificate': 'security-object-invalid',
  'unknown-authority': 'signer-untrusted',
  'not-a-document-signer': 'signer-untrusted',
  expired: 'signer-expired',
  'not-yet-valid': 'signer-expired',
  revoked: 'signer-revoked',
  'no-revocation-list': 'revocation-unknown',
  'stale-revocation-list': 'revocation-unknown',
  'defect-revokes-signer': 'signer-revoked',
  'defect-revokes-chip-key': 'chip-key-revoked',
  'defect-known': 'signer-defective',
  'deviation-known': 'signer-defective',
  'wrong-document-type': 'signer-not-for-type',
  'hash-wrong': 'data-group-altered',
  'not-in-security-object': 'data-group-altered',
  'state-differs': 'issuing-state-differs',
  'state-unknown': 'issuing-state-differs',
  'infos-differ': 'security-infos-differ',
  'proof-failed': 'chip-copied',
  'not-provably-original': 'chip-not-provable',
};

/**
 * Passes when every check of the files passed or is not applicable; otherwise returns the first failed one, or the first
 * inconclusive one.
 */
export function passiveAuthentication(evidence: Evidence): Finding {
  return fromChecks(evidence, (name) => name !== OF_THE_CHIP);
}

/** A proof with untrusted keys proves nothing, so if the files failed, only a failed proof is reported. */
export function chipGenuineness(evidence: Evidence): Finding {
  const found = fromChecks(evidence, (name) => name === OF_THE_CHIP);
  const filesFailed = passiveAuthentication(evidence).result === 'failed';
  return filesFailed && found.result !== 'failed' ? NOT_REACHED : found;
}

function fromChecks(evidence: Evidence, concerns: (name: TrustCheckName) => boolean): Finding {
  return ofRead(evidence, ({ trust }) => {
    if (trust === undefined) return inconclusive('security-object-missing');
    const checks = trust.filter(({ name }) => concerns(name));
    const failed = checks.find(({ result }) => result === 'failed');
    if (failed !== undefined) return { result: 'failed', reason: reasonOf(failed) };
    const open = checks.find(({ result }) => result === 'inconclusive');
    if (open !== undefined) return inconclusive(reasonOf(open));
    return checks.some(({ result }) => result === 'passed') ? PASSED : inconclusive('security-object-missing');
  });
}

function reasonOf({ name, reason = 'malformed' }: TrustCheck): ReasonCode {
  if (name === 'data-group-hashes' && reason === 'absent') return 'data-group-altered';
  return REASONS[reason];
}
