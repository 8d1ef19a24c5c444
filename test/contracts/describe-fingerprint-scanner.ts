/** `hardware/fingerprint-scanner/fingerprint-scanner.ts`, guarantee by guarantee. */
import { describe, expect, it } from 'vitest';
import type {
  FingerCapture,
  FingerPosition,
  FingerprintScanner,
} from '../../hardware/fingerprint-scanner/fingerprint-scanner.ts';
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

export function describeFingerprintScanner(
  name: string,
  makeRig: RigMaker<FingerprintScanner, FingerprintScannerRig>,
): void {
  describeDevice<FingerprintScanner>(name, makeRig);

  describe(`${name} keeps the fingerprint scanner contract`, () => {
    let rig: FingerprintScannerRig;
    eachConnected(makeRig, (made) => (rig = made));

    const capture = async (position: FingerPosition = 2): Promise<FingerCapture> => {
      const capturing = rig.device.capture({ position, timeoutMs: 1_000, signal: never() });
      await rig.pass(1_000 + rig.captureWithinMs);
      return capturing;
    };

    const handsOut = () => rig.handsOut ?? 'captured';

    it('reports that no finger touched in time', async () => {
      expect(await capture()).toEqual({ kind: 'no-finger' });
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
      const capturing = rig.device.capture({ position: 2, timeoutMs: 2_000, signal: never() });
      await rig.pass(500);
      rig.touch('good');
      await rig.pass(rig.captureWithinMs);
      expect((await capturing).kind).toBe(handsOut());
    });

    it('returns values for poor contact and for a finger lifted too soon', async () => {
      rig.touch('poor');
      expect(await capture()).toEqual({ kind: 'poor-contact' });
      rig.touch('good');
      const capturing = rig.device.capture({ position: 2, timeoutMs: 1_000, signal: never() });
      await rig.pass(50);
      rig.lift();
      await rig.pass(rig.captureWithinMs);
      expect(await capturing).toEqual({ kind: 'poor-contact' });
    });
  });
}

function bytesOf(capture: FingerCapture): Uint8Array<ArrayBuffer> {
  if (capture.kind === 'captured') return capture.image.data;
  if (capture.kind === 'captured-record') return capture.record.bytes;
  throw new Error(`expected a capture, got ${capture.kind}`);
}
