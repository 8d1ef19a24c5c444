import { systemClock } from '../../../hardware/host/system-clock.ts';
import { integerElement, SEQUENCE, SET } from '../../../hardware/ber/universal.ts';
import { tlv } from '../../../hardware/ber/write.ts';
import { signedData } from '../../../hardware/simulation/pki/signed-data.ts';
import { specimenState } from '../../../hardware/simulation/specimen-states.ts';
import { readCertificate } from '../../../kiosk/rules/document/trust/certificate.ts';
import { bundleOf, readBundle } from '../../../kiosk/rules/document/trust/certificate-bundle.ts';
import { EMPTY_POOL, pinnedPool, withLinkCertificate } from '../../../kiosk/rules/document/trust/csca-pool.ts';
import { importDefectList } from '../../../kiosk/rules/document/trust/defect-list.ts';
import { signedDeviationList } from '../../../kiosk/rules/document/trust/deviation-list.ts';
import { importMasterList } from '../../../kiosk/rules/document/trust/master-list.ts';
import { sameName } from '../../../kiosk/rules/document/trust/names.ts';
import { importRevocationList } from '../../../kiosk/rules/document/trust/revocation-list.ts';
import { refusing } from '../fuzz-target.ts';

const DAY_MS = 86_400_000;
const { issuing, signer, revocationList } = specimenState('UTO', systemClock);
const authority = issuing.signingAuthority.certificate;
const validity = { notBefore: systemClock.wallMs() - DAY_MS, notAfter: systemClock.wallMs() + 365 * DAY_MS };
const root = readCertificate(authority);
const pool = pinnedPool([authority]);

/** Files of the operator's trust folder: certificates, links, and every kind of list. */
export async function seeds() {
  const list = signedData({
    ...{ contentType: '2.23.136.1.1.2', digest: 'sha256', signer: issuing.masterListSigner(validity) },
    ...{ content: tlv(SEQUENCE, integerElement(0), tlv(SET, authority)), signedAt: systemClock.wallMs() },
  });
  const deviations = signedData({
    ...{ contentType: '2.23.136.1.1.7', digest: 'sha256', signer: issuing.masterListSigner(validity) },
    ...{ content: tlv(SEQUENCE, integerElement(0), tlv(SET)), signedAt: systemClock.wallMs() },
  });
  const bundle = bundleOf({ certificates: [authority, signer.certificate], revocationLists: [revocationList] });
  return [authority, signer.certificate, issuing.successor(validity).link, revocationList, list, deviations, bundle];
}

export function fuzz(data: Uint8Array): void {
  const bytes = Uint8Array.from(data);
  const nowMs = systemClock.wallMs() + DAY_MS;
  sameName(bytes, root.subject);
  refusing('TrustError', () => readCertificate(bytes));
  refusing('TrustError', () => withLinkCertificate(pool, bytes, nowMs));
  refusing('TrustError', () => importRevocationList(new Map(), bytes, pool, nowMs));
  refusing('TrustError', () => importMasterList(EMPTY_POOL, bytes, [root], nowMs));
  refusing('TrustError', () => importDefectList(undefined, bytes, [root], nowMs));
  refusing('TrustError', () => signedDeviationList(bytes, pool, nowMs));
  refusing('TrustError', () => readBundle(bytes));
}
