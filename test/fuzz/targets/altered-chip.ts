import { ascii } from '../../../hardware/ber/write.ts';
import { systemClock } from '../../../hardware/host/system-clock.ts';
import type { ChipTransport } from '../../../hardware/document-reader/emrtd/transport.ts';
import { readDocument } from '../../../hardware/document-reader/read-document.ts';
import { createVirtualChip } from '../../../hardware/simulation/chip/virtual-chip.ts';
import { virtualTransport } from '../../../hardware/simulation/chip/virtual-transport.ts';
import { specimenProfile } from '../../hardware/document-reader/emrtd/specimen-chip.ts';
import { ZONE } from '../../hardware/document-reader/pcsc/specimen-zone.ts';
import { never } from '../fuzz-target.ts';

/** Without PACE, whose curves would take all the time. */
const profile = specimenProfile({ pace: [], chipAuthentication: undefined });
const zone = () => Uint8Array.from(ascii(ZONE));

/** Which answer is altered, from which byte, and what is put over it. */
export const seeds = async () => [Uint8Array.of(0, 0, 1), Uint8Array.of(6, 3, 0xff, 0xff), Uint8Array.of(12, 200, 1)];

export async function fuzz([which = 0, from = 0, ...mask]: Uint8Array): Promise<void> {
  const inner = virtualTransport(createVirtualChip(profile), systemClock);
  let answers = 0;
  let altered = false;
  const transport: ChipTransport = {
    async transmit(command, signal) {
      const answer = Uint8Array.from(await inner.transmit(command, signal));
      if (answers++ !== which) return answer;
      mask.forEach((bits, at) => {
        if (from + at >= answer.length || bits === 0) return;
        answer[from + at]! ^= bits;
        altered = true;
      });
      return answer;
    },
    reset: (signal) => inner.reset(signal),
  };
  const read = await readDocument(zone(), transport, () => 0, { signal: new AbortController().signal });
  if (read.kind !== 'read' && !altered) never('an untouched chip was not read');
  const portrait = read.kind === 'read' ? read.files.get('EF.DG2') : undefined;
  const genuine = profile.files.get('EF.DG2');
  if (portrait !== undefined && genuine !== undefined && Buffer.compare(portrait, genuine) !== 0) {
    never('secure messaging let an altered file through');
  }
}
