import { describe, expect, it } from 'vitest';
import { ridgePattern } from '../../../hardware/simulation/ridge-pattern.ts';
import { SPECIMENS } from '../../../hardware/simulation/specimens.ts';
import { describeFingerprintScanner } from '../../contracts/describe-fingerprint-scanner.ts';
import { never } from '../../contracts/device-rig.ts';
import { faultHands, simulatedRig } from '../support/simulated-rig.ts';

const [alpha, bravo] = [SPECIMENS[0]!.id, SPECIMENS[1]!.id];

describeFingerprintScanner('the simulated fingerprint scanner', async () => {
  const rig = await simulatedRig();
  const device = rig.devices.fingerprintScanner;
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

describe('a simulated finger', () => {
  it('looks the same each time, and like no other', () => {
    expect(ridgePattern(alpha, 2).data).toEqual(ridgePattern(alpha, 2).data);
    expect(ridgePattern(alpha, 2).data).not.toEqual(ridgePattern(alpha, 3).data);
    expect(ridgePattern(alpha, 2).data).not.toEqual(ridgePattern(bravo, 2).data);
  });
});
