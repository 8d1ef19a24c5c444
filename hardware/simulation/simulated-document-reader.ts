import { type Clock, pause } from '../clock/clock.ts';
import type {
  DocumentRead,
  DocumentReader,
  DocumentReadOptions,
  ElementaryFile,
} from '../document-reader/document-reader.ts';
import { deviceCore, type Running, simulatorDescriptor } from './device-core.ts';
import type { LaneSimulation } from './lane-simulation.ts';
import type { SpecimenDocument } from './specimen-document.ts';

/** Time the optical zone and the chip take, ms. */
const ZONE_MS = 300;
const CHIP_MS = 700;
const STALL_MS = 1_500;
/** Buffers of 64 bytes and fewer live on the engine's own heap, where they are copied about and not wiped. */
const SMALLEST_BUFFER = 65;

/** Reads whatever lies on the simulated reader. */
export function simulatedDocumentReader(simulation: LaneSimulation, clock: Clock): DocumentReader {
  const { faults } = simulation.inside;
  const core = deviceCore({ kind: 'document-reader', clock, faults, stallMs: STALL_MS });

  /** The document put down before the time is up. */
  const awaitDocument = async (timeoutMs: number, running: Running): Promise<SpecimenDocument | undefined> => {
    const present = simulation.documentOnReader();
    if (present !== undefined) return present;
    const put = new AbortController();
    const unsubscribe = simulation.onChange(() => {
      if (simulation.documentOnReader() !== undefined) put.abort();
    });
    try {
      await running.first(pause(clock, timeoutMs, AbortSignal.any([put.signal, running.signal])));
    } finally {
      unsubscribe();
    }
    return simulation.documentOnReader();
  };

  /** Lets time pass while the document lies there: `false` when it was lifted. */
  const lies = async (document: SpecimenDocument, forMs: number, running: Running): Promise<boolean> => {
    await running.work(forMs);
    return simulation.documentOnReader() === document;
  };

  const readFrom = async (document: SpecimenDocument, running: Running): Promise<DocumentRead> => {
    if (!(await lies(document, ZONE_MS, running))) return { kind: 'removed' };
    if (document.opticalZone === undefined) return { kind: 'mrz-unreadable' };
    if (document.chip === 'dead') {
      await running.wait(CHIP_MS / 2);
      return { kind: 'chip-unreadable' };
    }
    await running.wait(CHIP_MS / 2);
    if (document.liftedWhileRead) simulation.removeDocument();
    if (simulation.documentOnReader() !== document) return { kind: 'removed' };
    await running.wait(CHIP_MS / 2);
    if (simulation.documentOnReader() !== document) return { kind: 'removed' };
    return {
      kind: 'read',
      mrz: freshCopy(document.opticalZone),
      files: new Map<ElementaryFile, Uint8Array<ArrayBuffer>>(
        [...document.files].map(([name, file]) => [name, freshCopy(file)]),
      ),
      readAtMs: clock.monotonicMs(),
    };
  };

  return {
    ...core,
    descriptor: simulatorDescriptor('document-reader'),
    read: ({ timeoutMs, signal }: DocumentReadOptions) =>
      core.run(signal, async (running): Promise<DocumentRead> => {
        const document = await awaitDocument(timeoutMs, running);
        return document === undefined ? { kind: 'no-document' } : readFrom(document, running);
      }),
    documentPresent: () => core.status().kind !== 'disconnected' && simulation.documentOnReader() !== undefined,
    selfTest: (signal) => core.selfTest(signal, (running) => running.work(0)),
  };
}

/** The same bytes in a buffer of the receiver's own. */
function freshCopy(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const copy = new Uint8Array(new ArrayBuffer(Math.max(SMALLEST_BUFFER, bytes.length)), 0, bytes.length);
  copy.set(bytes);
  return copy;
}
