/** `hardware/document-reader/document-reader.ts`, guarantee by guarantee. */
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../hardware/host/system-clock.ts';
import type { DocumentRead, DocumentReader } from '../../hardware/document-reader/document-reader.ts';
import { describeDevice } from './describe-device.ts';
import { eachConnected, codeOf, type DeviceRig, never, type RigMaker } from './device-rig.ts';

export interface DocumentReaderRig extends DeviceRig<DocumentReader> {
  /** Puts a readable document down, or one with a fault. */
  present(document: 'genuine' | 'chip-dead' | 'mrz-unreadable' | 'lifted-while-read'): Promise<void>;
  remove(): void | Promise<void>;
  /** Longer than any of them takes to read, ms. */
  readonly readWithinMs: number;
}

/** Smaller buffers live on the engine's own heap and cannot be wiped. */
const SMALLEST_BUFFER_BYTES = 65;
const PATIENCE_MS = 60_000;

export function describeDocumentReader(name: string, makeRig: RigMaker<DocumentReader, DocumentReaderRig>): void {
  describeDevice<DocumentReader>(name, makeRig);

  describe(`${name} keeps the document reader contract`, () => {
    let rig: DocumentReaderRig;
    let reader: DocumentReader;
    eachConnected(makeRig, (made) => {
      rig = made;
      reader = rig.device;
    });

    /** The system's clock needs no help, and a busy machine may take longer. */
    const isReal = () => rig.clock === systemClock;
    const ended = async (reading: Promise<DocumentRead>, byMs: number): Promise<DocumentRead> => {
      if (!isReal()) await rig.pass(byMs);
      return reading;
    };
    const toTheMiddle = () => rig.pass(isReal() ? 100 : 500);
    /** With a document on the reader. */
    const read = () => {
      const reading = reader.read({ timeoutMs: isReal() ? PATIENCE_MS : 1_000, signal: never() });
      return ended(reading, 1_000 + rig.readWithinMs);
    };
    const readDocument = async () => {
      const outcome = await read();
      if (outcome.kind !== 'read') throw new Error(`expected a document, got ${outcome.kind}`);
      return outcome;
    };

    it('reports that nothing was put on it in time', async () => {
      const timeoutMs = isReal() ? 300 : 1_000;
      const startedMs = rig.clock.monotonicMs();
      const reading = reader.read({ timeoutMs, signal: never() });
      const endedMs = reading.then(() => rig.clock.monotonicMs());
      expect(await ended(reading, timeoutMs + 100)).toEqual({ kind: 'no-document' });
      expect((await endedMs) - startedMs).toBeGreaterThanOrEqual(timeoutMs - 1);
      expect(reader.status()).toEqual({ kind: 'ready' });
    });

    it('reads a document that lies there already, and one that comes later', async () => {
      await rig.present('genuine');
      expect((await read()).kind).toBe('read');
      await rig.remove();
      const reading = reader.read({ timeoutMs: isReal() ? PATIENCE_MS : 5_000, signal: never() });
      await toTheMiddle();
      await rig.present('genuine');
      expect((await ended(reading, rig.readWithinMs)).kind).toBe('read');
    });

    it('returns the zone and each file in separate buffers, large enough to wipe', async () => {
      await rig.present('genuine');
      const first = await readDocument();
      const second = await readDocument();
      const buffers = [first, second].flatMap(({ mrz, files }) => [mrz, ...files.values()]).map(({ buffer }) => buffer);
      expect(new Set(buffers).size).toBe(buffers.length);
      for (const buffer of buffers) expect(buffer.byteLength).toBeGreaterThanOrEqual(SMALLEST_BUFFER_BYTES);
      first.mrz.fill(0);
      for (const file of first.files.values()) file.fill(0);
      const third = await readDocument();
      expect(third.mrz).toEqual(second.mrz);
      expect([...third.files]).toEqual([...second.files]);
    });

    it('writes the zone as lines of one length', async () => {
      await rig.present('genuine');
      const { mrz, readAtMs } = await readDocument();
      const lines = Buffer.from(mrz).toString('ascii').split('\n');
      expect(new Set(lines.map(({ length }) => length)).size).toBe(1);
      expect([2, 3]).toContain(lines.length);
      expect(readAtMs).toBeLessThanOrEqual(rig.clock.monotonicMs());
    });

    it.each([
      ['chip-dead', 'chip-unreadable'],
      ['mrz-unreadable', 'mrz-unreadable'],
      ['lifted-while-read', 'removed'],
    ] as const)('returns a value for a document that is %s', async (document, kind) => {
      await rig.present(document);
      expect(await read()).toEqual({ kind });
      expect(reader.status()).toEqual({ kind: 'ready' });
    });

    it('detects a document that is lifted at any moment of the reading', async () => {
      await rig.present('genuine');
      const reading = reader.read({ timeoutMs: 1_000, signal: never() });
      await rig.pass(100);
      await rig.remove();
      expect(await ended(reading, rig.readWithinMs)).toEqual({ kind: 'removed' });
    });

    it('reports whether a document is present', async () => {
      expect(reader.documentPresent()).toBe(false);
      await rig.present('genuine');
      expect(reader.documentPresent()).toBe(true);
      await rig.remove();
      expect(reader.documentPresent()).toBe(false);
    });

    it('rejects when it is unplugged in the middle of a reading', async (context) => {
      const unplug = rig.unplug ?? context.skip('this rig cannot unplug its device');
      await rig.present('genuine');
      const reading = codeOf(reader.read({ timeoutMs: 1_000, signal: never() }));
      await toTheMiddle();
      await unplug.call(rig);
      expect(await reading).toBe('disconnected');
    });

    it('rejects when the reading is cancelled in the middle', async () => {
      await rig.present('genuine');
      const stop = new AbortController();
      const reading = codeOf(reader.read({ timeoutMs: 1_000, signal: stop.signal }));
      await toTheMiddle();
      stop.abort();
      expect(await reading).toBe('aborted');
      expect(reader.status()).toEqual({ kind: 'ready' });
    });
  });
}
