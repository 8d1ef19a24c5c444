/** An in-process transport to a virtual chip. */
import { DeviceError } from '../../device/device-error.ts';
import { ChipError } from '../../document-reader/emrtd/chip-error.ts';
import type { ChipTransport } from '../../document-reader/emrtd/transport.ts';
import { type Clock, pause } from '../../host/clock.ts';
import type { ChipFault } from './chip-profile.ts';
import type { VirtualChip } from './virtual-chip.ts';

/**
 * @param faults faults of the transport: `slow`, `removed`, `noise`
 * @param noise bytes that replace an answer
 */
export function virtualTransport(
  chip: VirtualChip,
  clock: Clock,
  faults: readonly ChipFault[] = [],
  noise: (length: number) => Uint8Array<ArrayBuffer> = (length) => new Uint8Array(length).fill(0x5a),
): ChipTransport {
  let commands = 0;
  const passed = (kind: 'removed' | 'noise'): boolean =>
    faults.some((fault) => fault.kind === kind && commands > fault.afterCommands);
  const delayMs = faults.reduce((sum, fault) => sum + (fault.kind === 'slow' ? fault.delayMs : 0), 0);

  const check = (signal: AbortSignal): void => {
    if (signal.aborted) throw new DeviceError('document-reader', 'aborted', 'reading was cancelled');
    if (passed('removed')) throw new ChipError('removed', 'the document was lifted');
  };

  return {
    async transmit(command, signal) {
      commands += 1;
      if (delayMs > 0) await pause(clock, delayMs, signal);
      check(signal);
      return passed('noise') ? noise(2 + (commands % 40)) : chip.process(command);
    },
    async reset(signal) {
      check(signal);
      chip.reset();
    },
  };
}
