import { type Clock, pause } from '../host/clock.ts';
import type { DocumentRead, DocumentReader, DocumentReadOptions } from '../document-reader/document-reader.ts';
import { ChipError } from '../document-reader/emrtd/chip-error.ts';
import type { ChipTransport } from '../document-reader/emrtd/transport.ts';
import { readDocument } from '../document-reader/read-document.ts';
import type { ChipProfile } from './chip/chip-profile.ts';
import { createVirtualChip } from './chip/virtual-chip.ts';
import { virtualTransport } from './chip/virtual-transport.ts';
import { deviceCore, type Running, simulatorDescriptor } from './device-core.ts';
import type { LaneSimulation } from './lane-simulation.ts';
import type { SpecimenDocument } from './specimen-document.ts';
import { offHeap } from '../host/off-heap.ts';

/** Time for the optical zone, and for a chip that does not answer, ms. */
const ZONE_MS = 300;
const DEAD_CHIP_MS = 350;
/** Time of a command over the air and in the chip, ms, and the speed of ISO/IEC 14443 at 424 kbit/s. */
const COMMAND_MS = 8;
const BYTES_PER_MS = 53;
const STALL_MS = 1_500;

/** Reads the document on the simulated reader. */
export function simulatedDocumentReader(simulation: LaneSimulation, clock: Clock): DocumentReader {
  const { faults } = simulation.inside;
  const core = deviceCore({ kind: 'document-reader', clock, faults, stallMs: STALL_MS });

  /** Waits for a document. */
  const awaitDocument = async (timeoutMs: number, running: Running): Promise<SpecimenDocument | undefined> => {
    const present = simulation.documentOnReader();
    if (present !== undefined) return present;
    const put = new AbortController();
    const unsubscribe = simulation.onChange(() => {
      if (simulation.documentOnReader() !== undefined) put.abort();
    });
    try {
      await running.first(pause(clock, timeoutMs, put.signal, running.signal));
    } finally {
      unsubscribe();
    }
    return simulation.documentOnReader();
  };

  /** Waits while the document stays in place: `false` when it was lifted. */
  const lies = async (document: SpecimenDocument, forMs: number, running: Running): Promise<boolean> => {
    await running.work(forMs);
    return simulation.documentOnReader() === document;
  };

  /** A transport to the chip while its document stays in place, at the speed of a contactless chip. */
  const transportOf = (document: SpecimenDocument, profile: ChipProfile, running: Running): ChipTransport => {
    const inner = virtualTransport(createVirtualChip(profile, document.chipFaults), clock, document.chipFaults);
    const gone = (): boolean => simulation.documentOnReader() !== document;
    return {
      async transmit(command, signal) {
        if (gone()) throw new ChipError('removed', 'the document was lifted');
        const answer = await inner.transmit(command, signal).catch((error: unknown) => {
          if (error instanceof ChipError && error.code === 'removed') simulation.removeDocument();
          throw error;
        });
        await running.wait(COMMAND_MS + (command.length + answer.length) / BYTES_PER_MS);
        if (gone()) throw new ChipError('removed', 'the document was lifted');
        return answer;
      },
      reset: (signal) => inner.reset(signal),
    };
  };

  const readFrom = async (
    document: SpecimenDocument,
    running: Running,
    { terminal, onProgress }: Pick<DocumentReadOptions, 'terminal' | 'onProgress'>,
  ): Promise<DocumentRead> => {
    if (!(await lies(document, ZONE_MS, running))) return { kind: 'removed' };
    if (document.opticalZone === undefined) return { kind: 'mrz-unreadable' };
    if (document.chip === undefined) {
      await running.wait(DEAD_CHIP_MS);
      return { kind: 'chip-unreadable' };
    }
    const transport = transportOf(document, document.chip, running);
    return readDocument(freshCopy(document.opticalZone), transport, () => clock.monotonicMs(), {
      ...(terminal !== undefined && { terminal }),
      ...(onProgress !== undefined && { onProgress }),
      signal: running.signal,
    });
  };

  return {
    ...core,
    descriptor: simulatorDescriptor('document-reader'),
    read: ({ timeoutMs, signal, ...how }: DocumentReadOptions) =>
      core.run(signal, async (running): Promise<DocumentRead> => {
        const document = await awaitDocument(timeoutMs, running);
        return document === undefined ? { kind: 'no-document' } : readFrom(document, running, how);
      }),
    documentPresent: () => core.status().kind !== 'disconnected' && simulation.documentOnReader() !== undefined,
    selfTest: (signal) => core.selfTest(signal, (running) => running.work(0)),
  };
}

/** Copies the bytes to a separate buffer for the receiver. */
function freshCopy(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const copy = offHeap(bytes.length);
  copy.set(bytes);
  return copy;
}
