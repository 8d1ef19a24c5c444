/** All checks of a chip's files and proofs, as a list of named results. Pure, and without personal data. */
import { chipAuthenticity, type ChipProofs, securityInfosAgree } from './chip-authenticity.ts';
import { passiveAuthentication, type SignedFiles } from './passive-authentication.ts';
import { TRUST_CHECK_NAMES, type TrustCheck, type TrustCheckName, type TrustFinding } from './trust-check.ts';
import type { TrustPolicy, TrustStore } from './trust-store.ts';

export interface InspectedChip {
  /** In the order of `TRUST_CHECK_NAMES`. */
  readonly checks: readonly TrustCheck[];
  /** Whether the issuer signed the portrait and the zone. */
  readonly portraitGenuine: boolean;
  readonly zoneGenuine: boolean;
  readonly fingerprintsGenuine: boolean;
}

/**
 * @param zone facts from DG1 (not from the optical zone, which a forger can print)
 * @param nowMs wall time
 */
export function inspectChip(
  proofs: ChipProofs,
  zone: Pick<SignedFiles, 'issuingState' | 'documentCode' | 'hasNumber'>,
  store: TrustStore,
  policy: TrustPolicy,
  nowMs: number,
): InspectedChip {
  const passive = passiveAuthentication({ files: proofs.files, ...zone }, store, policy, nowMs);
  const findings: Readonly<Record<TrustCheckName, TrustFinding>> = {
    ...passive.findings,
    'security-infos-agree': securityInfosAgree(proofs.files, passive.genuine),
    'chip-authenticity': chipAuthenticity(proofs, passive, store, policy, nowMs),
  };
  return {
    checks: TRUST_CHECK_NAMES.map((name) => ({ name, ...findings[name] })),
    portraitGenuine: passive.genuine.has('EF.DG2'),
    zoneGenuine: passive.genuine.has('EF.DG1'),
    fingerprintsGenuine: passive.genuine.has('EF.DG3'),
  };
}
