import { systemClock } from '../../../hardware/clock/system.ts';
import { securityObject } from '../../../hardware/simulation/chip/personalise.ts';
import { efDg1 } from '../../../hardware/simulation/document/chip-files.ts';
import { specimenState } from '../../../hardware/simulation/specimen-states.ts';
import { signerOf } from '../../../kiosk/document/trust/passive-authentication.ts';
import { readSecurityObject } from '../../../kiosk/document/trust/security-object.ts';
import { ZONE } from '../../hardware/document-reader/pcsc/specimen-zone.ts';
import { refusing } from '../fuzz-target.ts';

export async function seeds() {
  const { signer } = specimenState('UTO', systemClock);
  return [Uint8Array.from(securityObject(new Map([['EF.DG1', efDg1(ZONE)]]), signer))];
}

export function fuzz(data: Uint8Array): void {
  refusing('TrustError', () => signerOf(readSecurityObject(Uint8Array.from(data)).signedData));
}
