/** `hardware/fingerprint-scanner/fingerprint-scanner.ts`, guarantee by guarantee. */
import { describe, expect, it } from 'vitest';
import type { FingerCapture, FingerprintScanner } from '../../hardware/fingerprint-scanner/fingerprint-scanner.ts';
import { systemClock } from '../../hardware/host/system-clock.ts';
import { assertImage } from '../../hardware/device/image.ts';
import { describeDevice } from './describe-device.ts';
import { eachConnected, type DeviceRig, never, type RigMaker } from './device-rig.ts';

export interface FingerprintScannerRig extends DeviceRig<FingerprintScanner> {
  touch(contact: 'good' | 'poor'): void;
  lift(): void;
  /** Longer than a capture takes, ms. */
  readonly captureWithinMs: number;
  /** Kind of a successful capture. Default `captured`: pixels. */
  readonly handsOut?: 'captured' | 'captured-record';
}

const NO_FINGER_MS = 300;
const PATIENCE_MS = 60_000;

export function describeFingerprintScanner(
  name: string,
  makeRig: RigMaker<FingerprintScanner, FingerprintScannerRig>,
): void {
  describeDevice<FingerprintScanner>(name, makeRig);

  describe(`${name} keeps the fingerprint scanner contract`, () => {
    let rig: FingerprintScannerRig;
    eachConnected(makeRig, (made) => (rig = made));

    const start = (timeoutMs: number): Promise<FingerCapture> =>
      rig.device.capture({ position: 2, timeoutMs, signal: never() });
    /** The system's clock needs no help, and a busy machine may take longer. */
    const isReal = () => rig.clock === systemClock;
    const ended = async (capturing: Promise<FingerCapture>, byMs: number): Promise<FingerCapture> => {
      if (!isReal()) await rig.pass(byMs);
      return capturing;
    };
    /** With a finger on the reader. */
    const capture = () => ended(start(isReal() ? PATIENCE_MS : 1_000), 1_000 + rig.captureWithinMs);

    const handsOut = () => rig.handsOut ?? 'captured';

    it('reports that no finger touched in time', async () => {
      expect(await ended(start(NO_FINGER_MS), NO_FINGER_MS + rig.captureWithinMs)).toEqual({ kind: 'no-finger' });
    });

    it('returns a grey image with resolution and time, or a record, in a separate buffer', async () => {
      rig.touch('good');
      const [first, second] = [await capture(), await capture()];
      expect([first.kind, second.kind]).toEqual([handsOut(), handsOut()]);
      const [bytes, others] = [bytesOf(first), bytesOf(second)];
      expect(bytes.byteLength).toBe(bytes.buffer.byteLength);
      expect(bytes.byteLength).toBeGreaterThanOrEqual(65);
      if (first.kind === 'captured') {
        assertImage(first.image);
        expect(first.image).toMatchObject({ channelOrder: 'grey', ownership: 'owned' });
        expect(first.resolutionPpi).toBeGreaterThanOrEqual(250);
      } else {
        expect([...bytes.subarray(0, 4)]).toEqual([0x46, 0x49, 0x52, 0]);
      }
      if ('capturedAtMs' in first) expect(first.capturedAtMs).toBeLessThanOrEqual(rig.clock.monotonicMs());
      bytes.fill(0);
      expect(others.some((sample) => sample !== 0)).toBe(true);
    });

    it('waits for a finger', async () => {
      const capturing = start(isReal() ? PATIENCE_MS : 2_000);
      await rig.pass(200);
      rig.touch('good');
      expect((await ended(capturing, rig.captureWithinMs)).kind).toBe(handsOut());
    });

    it('returns values for poor contact and for a finger lifted too soon', async () => {
      rig.touch('poor');
      expect(await capture()).toEqual({ kind: 'poor-contact' });
      rig.touch('good');
      const capturing = start(isReal() ? PATIENCE_MS : 1_000);
      // On the system's clock a busy machine may let the finger lie for longer
      await rig.pass(isReal() ? 0 : 50);
      rig.lift();
      expect(await ended(capturing, rig.captureWithinMs)).toEqual({ kind: 'poor-contact' });
    });
  });
}

function bytesOf(capture: FingerCapture): Uint8Array<ArrayBuffer> {
  if (capture.kind === 'captured') return capture.image.data;
  if (capture.kind === 'captured-record') return capture.record.bytes;
  throw new Error(`expected a capture, got ${capture.kind}`);
}
