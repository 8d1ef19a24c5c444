/** Chips made on the spot for tests. */
import { ascii, tlv } from '../../../../hardware/ber/write.ts';
import type { ElementaryFile } from '../../../../hardware/document-reader/elementary-file.ts';
import { readChip, type ReadChipOptions } from '../../../../hardware/document-reader/emrtd/read-chip.ts';
import type { ChipFault, ChipProfile } from '../../../../hardware/simulation/chip/chip-profile.ts';
import { type ChipDesign, personalise, USUAL_DESIGN } from '../../../../hardware/simulation/chip/personalise.ts';
import { createVirtualChip } from '../../../../hardware/simulation/chip/virtual-chip.ts';
import { virtualTransport } from '../../../../hardware/simulation/chip/virtual-transport.ts';
import { systemClock } from '../../../../hardware/host/system-clock.ts';
import { createIssuingState } from '../../../../hardware/simulation/pki/issuing-state.ts';
import { createVerifyingAuthority } from '../../../../hardware/simulation/pki/verifying-authority.ts';
import { forever } from './scripted-chip.ts';

export const INFORMATION = ascii('L898902C<369080619406236');
export const NOW = Date.UTC(2030, 5, 1);
const YEAR_MS = 365 * 86_400_000;

export const state = createIssuingState('UT', { notBefore: NOW - YEAR_MS, notAfter: NOW + 10 * YEAR_MS });
export const signer = state.documentSigner({ notBefore: NOW - YEAR_MS, notAfter: NOW + 10 * YEAR_MS });
export const verifyingAuthority = createVerifyingAuthority('UT', NOW);

const filler = (length: number) => Uint8Array.from({ length }, (_, at) => (at * 31 + 7) % 251);

export const DATA_GROUPS: ReadonlyMap<ElementaryFile, Uint8Array<ArrayBuffer>> = new Map([
  ['EF.DG1', tlv(0x61, tlv(0x5f1f, filler(88)))],
  ['EF.DG2', tlv(0x75, filler(15_000))],
  ['EF.DG3', tlv(0x63, filler(34_000))],
]);

export function specimenProfile(design: Partial<ChipDesign> = {}, authority = verifyingAuthority): ChipProfile {
  return personalise({
    dataGroups: DATA_GROUPS,
    information: INFORMATION,
    cardAccessNumber: ascii('123456'),
    signer,
    design: { ...USUAL_DESIGN, ...design },
    terminalTrust: { certificate: authority.certificate, today: NOW },
  });
}

export function visit(profile: ChipProfile, faults: readonly ChipFault[] = [], options: Partial<ReadChipOptions> = {}) {
  return readChip(virtualTransport(createVirtualChip(profile, faults), systemClock, faults), {
    keys: [{ kind: 'mrz', information: INFORMATION }],
    dataGroups: ['EF.DG1', 'EF.DG2', 'EF.DG3'],
    signal: forever,
    ...options,
  });
}
