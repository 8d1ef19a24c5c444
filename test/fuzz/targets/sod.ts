import { oidElement, SEQUENCE, SET } from '../../../hardware/ber/universal.ts';
import { ascii, tlv } from '../../../hardware/ber/write.ts';
import { systemClock } from '../../../hardware/host/system-clock.ts';
import { signedDataGroups } from '../../../hardware/document-reader/emrtd/signed-data-groups.ts';
import { securityObject } from '../../../hardware/simulation/chip/personalise.ts';
import { efDg1 } from '../../../hardware/simulation/document/chip-files.ts';
import { signedData } from '../../../hardware/simulation/pki/signed-data.ts';
import { specimenState } from '../../../hardware/simulation/specimen-states.ts';
import { passiveAuthentication, signerOf } from '../../../kiosk/rules/document/trust/passive-authentication.ts';
import { pinnedPool } from '../../../kiosk/rules/document/trust/csca-pool.ts';
import { readSecurityObject } from '../../../kiosk/rules/document/trust/security-object.ts';
import { ZONE } from '../../hardware/document-reader/pcsc/specimen-zone.ts';
import { never, refusing } from '../fuzz-target.ts';

const dg1 = efDg1(ZONE);
const altered = Uint8Array.from(dg1, (byte, at) => (at === dg1.length - 1 ? byte ^ 1 : byte));
const { issuing, signer } = specimenState('UTO', systemClock);
const store = {
  ...{ pool: pinnedPool([issuing.signingAuthority.certificate]), revocationLists: new Map() },
  defects: undefined,
};

/** As most issuers write it, and with the content called data and the issuer's name in another order. */
export async function seeds() {
  const usual = Uint8Array.from(securityObject(new Map([['EF.DG1', dg1]]), signer));
  const { content } = readSecurityObject(usual).signedData;
  const part = (oid: string, tag: number, text: string) =>
    tlv(SET, tlv(SEQUENCE, oidElement(oid), tlv(tag, ascii(text))));
  const issuerName = tlv(
    SEQUENCE,
    part('2.5.4.3', 0x0c, signer.issuer.commonName),
    part('2.5.4.6', 0x13, signer.issuer.country),
  );
  const other = signedData({ contentType: '1.2.840.113549.1.7.1', content, digest: 'sha256', signer, issuerName });
  return [usual, tlv(0x77, other)];
}

/** No object makes a data group genuine that the issuer did not sign. */
export function fuzz(data: Uint8Array): void {
  const file = Uint8Array.from(data);
  signedDataGroups(file);
  refusing('TrustError', () => signerOf(readSecurityObject(file).signedData));
  const files = new Map([['EF.SOD', file] as const, ['EF.DG1', altered] as const]);
  const signed = { files, issuingState: 'UTO', documentCode: 'P' };
  const { genuine } = passiveAuthentication(signed, store, { oldestRevocationListMs: 0 }, systemClock.wallMs());
  if (genuine.size > 0) never('an unsigned data group counts as genuine');
}
