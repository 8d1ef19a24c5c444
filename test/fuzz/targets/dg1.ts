import { efDg1 } from '../../../hardware/simulation/document/chip-files.ts';
import { zoneOfDg1 } from '../../../kiosk/rules/document/dg1.ts';
import { ZONE } from '../../hardware/document-reader/pcsc/specimen-zone.ts';

export const seeds = async () => [Uint8Array.from(efDg1(ZONE))];

export function fuzz(data: Uint8Array): void {
  zoneOfDg1(Uint8Array.from(data));
}
