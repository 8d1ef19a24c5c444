/**
 * Whether the chip is genuine, ICAO 9303-11 §6: it must have proved possession of a private key whose public key is in a
 * file that the issuer signed. A proof with an unsigned key proves nothing.
 */
import { activeAuthenticationHolds } from '../../../../hardware/document-reader/emrtd/active-authentication.ts';
import { chipAuthenticationHolds } from '../../../../hardware/document-reader/emrtd/chip-authentication.ts';
import { ChipError } from '../../../../hardware/document-reader/emrtd/chip-error.ts';
import type { ChipContents } from '../../../../hardware/document-reader/emrtd/read-chip.ts';
import { readSecurityInfos, type SecurityInfos } from '../../../../hardware/document-reader/emrtd/security-infos.ts';
import type { Certificate } from './certificate.ts';
import { defectsOf } from './defect-list.ts';
import { judgeSigner, type PassiveAuthentication, signerOf } from './passive-authentication.ts';
import { readSignedData } from './signed-data.ts';
import { failed, inconclusive, NOT_APPLICABLE, PASSED, type TrustFinding } from './trust-check.ts';
import { TrustError } from './trust-error.ts';
import type { TrustPolicy, TrustStore } from './trust-store.ts';

/** id-SecurityObject of EF.CardSecurity, ICAO 9303-10 §3.11.4. */
const SECURITY_OBJECT = '0.4.0.127.0.7.3.2.1';

export type ChipProofs = Pick<ChipContents, 'access' | 'files' | 'chipAuthentication' | 'activeAuthentication'>;

export function chipAuthenticity(
  proofs: ChipProofs,
  { genuine, signer, deviations }: PassiveAuthentication,
  store: TrustStore,
  policy: TrustPolicy,
  nowMs: number,
): TrustFinding {
  const findings = [
    chipAuthenticationFinding(proofs, genuine),
    mappingFinding(proofs, signer, store, policy, nowMs),
    deviations.includes('active-authentication-key-compromised')
      ? undefined
      : activeAuthenticationFinding(proofs, genuine),
  ].filter((finding) => finding !== undefined);
  const wrong = findings.find(({ result }) => result === 'failed');
  if (wrong !== undefined) return wrong;
  if (!findings.some(({ result }) => result === 'passed')) return inconclusive('not-provably-original');
  return signer !== undefined && chipKeysRevoked(store, signer) ? failed('defect-revokes-chip-key') : PASSED;
}

function chipKeysRevoked(store: TrustStore, signer: Certificate): boolean {
  return defectsOf(store.defects, signer).includes('chip-key-revoked');
}

function chipAuthenticationFinding(
  { chipAuthentication }: ChipProofs,
  genuine: PassiveAuthentication['genuine'],
): TrustFinding | undefined {
  switch (chipAuthentication.kind) {
    case 'given':
      return genuine.has('EF.DG14') ? PASSED : undefined;
    case 'failed':
      return failed('proof-failed');
    case 'not-offered':
      return undefined;
  }
}

function activeAuthenticationFinding(
  { activeAuthentication, files }: ChipProofs,
  genuine: PassiveAuthentication['genuine'],
): TrustFinding | undefined {
  const dg15 = files.get('EF.DG15');
  if (activeAuthentication === undefined || dg15 === undefined || !genuine.has('EF.DG15')) return undefined;
  const dg14 = files.get('EF.DG14');
  const hash = dg14 === undefined ? undefined : infosOf(dg14)?.activeAuthenticationHash;
  return activeAuthenticationHolds(dg15, activeAuthentication, hash) ? PASSED : failed('proof-failed');
}

/**
 * PACE with chip-authentication mapping: its key is in EF.CardSecurity, which has a separate signature. The signer must
 * meet the same requirements as the signer of the data groups and belong to the same state, because EF.CardSecurity does not
 * identify its document.
 */
function mappingFinding(
  { access, files }: ChipProofs,
  documentSigner: Certificate | undefined,
  store: TrustStore,
  policy: TrustPolicy,
  nowMs: number,
): TrustFinding | undefined {
  const data = access.protocol === 'pace' ? access.outcome.chipAuthentication : undefined;
  const file = files.get('EF.CardSecurity');
  if (data === undefined || file === undefined) return undefined;
  try {
    const signed = readSignedData(file);
    const signer = signerOf(signed, store.documentSigners);
    if (signed.contentType !== SECURITY_OBJECT || signer?.holds !== true) return undefined;
    const { trusted, validity, revocation } = judgeSigner(store, policy, signer.certificate, signer.signedAt, nowMs);
    const believed =
      [trusted, validity, revocation].every(({ result }) => result !== 'failed') &&
      signer.certificate.issuerCountry === documentSigner?.issuerCountry;
    if (!believed) return undefined;
    const keys = infosOf(signed.content)?.chipPublicKeys ?? [];
    return keys.some(({ key }) => chipAuthenticationHolds(data, key)) ? PASSED : failed('proof-failed');
  } catch (error) {
    if (error instanceof TrustError) return undefined;
    throw error;
  }
}

/**
 * ICAO 9303-11 §9.2.8 and appendix: EF.CardAccess is not signed, so its protocols are compared with DG14. A protocol that
 * DG14 does not repeat may come from an attacker between chip and reader who wants a weaker protocol.
 */
export function securityInfosAgree(
  files: ChipProofs['files'],
  genuine: PassiveAuthentication['genuine'],
): TrustFinding {
  const access = files.get('EF.CardAccess');
  if (access === undefined) return NOT_APPLICABLE;
  const dg14 = files.get('EF.DG14');
  if (dg14 === undefined || !genuine.has('EF.DG14')) return inconclusive('absent');
  const promised = infosOf(access)?.pace ?? [];
  const signed = infosOf(dg14)?.pace ?? [];
  const repeated = promised.every(({ protocol, parameterId }) =>
    signed.some((info) => info.protocol.oid === protocol.oid && info.parameterId === parameterId),
  );
  return repeated ? PASSED : failed('infos-differ');
}

function infosOf(file: Uint8Array<ArrayBuffer>): SecurityInfos | undefined {
  try {
    return readSecurityInfos(file);
  } catch (error) {
    if (error instanceof ChipError) return undefined;
    throw error;
  }
}
