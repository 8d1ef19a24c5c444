import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FingerPosition } from '../../../hardware/fingerprint-scanner/fingerprint-scanner.ts';
import type { Finger } from '../../../hardware/simulation/finger.ts';
import { SPECIMENS, type SpecimenId } from '../../../hardware/simulation/specimens.ts';
import { describeFingerprintScanner } from '../../contracts/describe-fingerprint-scanner.ts';
import { never } from '../../contracts/device-rig.ts';
import { faultHands, type SimulatedRig, simulatedRig } from '../support/simulated-rig.ts';
import { alikeness, halfSize } from './ridges/measures.ts';

const alpha = SPECIMENS[0]!.id;

describeFingerprintScanner('the simulated fingerprint scanner', async () => {
  const rig = await simulatedRig();
  const device = rig.devices.fingerprintScanner!;
  const capture = (signal: AbortSignal) => device.capture({ position: 2, timeoutMs: 600_000, signal });
  return {
    ...faultHands(rig, device),
    device,
    endless: capture,
    use: () => capture(never()),
    captureWithinMs: 1_000,
    touch: (contact: 'good' | 'poor') => rig.simulation.setFinger({ kind: 'finger', specimen: alpha, contact }),
    lift: () => rig.simulation.setFinger({ kind: 'none' }),
  };
});

describe('a finger on the simulated scanner', () => {
  let rig: SimulatedRig;
  beforeEach(async () => {
    rig = await simulatedRig();
    await rig.devices.fingerprintScanner!.connect(never());
  });
  afterEach(() => rig.close());

  const captured = async (position: FingerPosition, contact?: (Finger & { kind: 'finger' })['contact']) => {
    rig.simulation.setFinger({ kind: 'finger', specimen: alpha, ...(contact !== undefined && { contact }) });
    const capturing = rig.devices.fingerprintScanner!.capture({ position, timeoutMs: 1_000, signal: never() });
    await rig.pass(1_000);
    const capture = await capturing;
    if (capture.kind !== 'captured') throw new Error(`expected an image, got ${capture.kind}`);
    return capture.image;
  };

  it('leaves another impression each time, of the same finger', async () => {
    const [first, second] = [await captured(2), await captured(2)];
    expect(Buffer.compare(first.data, second.data)).not.toBe(0);
    expect(alikeness(halfSize(first), halfSize(second))).toBeGreaterThan(0.5);
  });

  it('is the adjacent finger when it is the wrong one', async () => {
    const wrong = halfSize(await captured(2, 'wrong-finger'));
    const asked = alikeness(wrong, halfSize(await captured(2)));
    const beside = alikeness(wrong, halfSize(await captured(3)));
    expect(beside).toBeGreaterThan(asked + 0.1);
  });

  it('can be enrolled without a scanner', async () => {
    const enrolled = await rig.simulation.impression(alpha, 7);
    expect(enrolled).toMatchObject({ width: 320, height: 400, channelOrder: 'grey', ownership: 'owned' });
    expect(alikeness(halfSize(enrolled), halfSize(await captured(7)))).toBeGreaterThan(0.5);
  });

  it('belongs to a specimen', async () => {
    const nobody = 'nobody' as SpecimenId;
    expect(() => rig.simulation.setFinger({ kind: 'finger', specimen: nobody })).toThrow(RangeError);
    await expect(rig.simulation.impression(nobody, 2)).rejects.toThrow(RangeError);
  });
});
