import { describe, expect, it } from 'vitest';
import { describeIndicator } from '../../contracts/describe-indicator.ts';
import { codeOf, never } from '../../contracts/device-rig.ts';
import { faultHands, simulatedRig } from '../support/simulated-rig.ts';

describeIndicator('the simulated indicator', async () => {
  const rig = await simulatedRig();
  const device = rig.devices.indicator;
  return { ...faultHands(rig, device), device, overlapping: true, use: () => device.show('ready') };
});

describe('the simulated indicator', () => {
  it('rejects when it does not light up in time', async () => {
    const rig = await simulatedRig();
    await rig.devices.indicator.connect(never());
    rig.simulation.inject({ device: 'indicator', fault: { kind: 'stall' }, once: true });
    const showing = codeOf(rig.devices.indicator.show('ready'));
    await rig.pass(600);
    expect(await showing).toBe('timed-out');
    expect(rig.devices.indicator.shown()).toBe('off');
    await rig.devices.indicator.show('wait');
    expect(rig.devices.indicator.shown()).toBe('wait');
    await rig.close();
  });
});
