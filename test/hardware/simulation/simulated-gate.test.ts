import { describe, expect, it } from 'vitest';
import { describeGate } from '../../contracts/describe-gate.ts';
import { codeOf, never } from '../../contracts/device-rig.ts';
import { faultHands, simulatedRig } from '../support/simulated-rig.ts';

const makeRig = async () => {
  const rig = await simulatedRig();
  const device = rig.devices.gate;
  return {
    ...faultHands(rig, device),
    device,
    endless: (signal: AbortSignal) => {
      rig.simulation.inject({ device: 'gate', fault: { kind: 'slow', byMs: 600_000 }, once: true });
      return device.release(signal);
    },
    use: () => device.release(never()),
    expectPerson: rig.simulation.setPassageBehaviour,
    jam: () => rig.simulation.inject({ device: 'gate', fault: { kind: 'jam' } }),
    unjam: () => rig.simulation.clearFaults('gate'),
    moveWithinMs: 500,
    personWithinMs: 3_000,
    simulation: rig.simulation,
  };
};

describeGate('the simulated gate', makeRig);

describe('the simulated gate', () => {
  it('takes about 400 ms to open', async () => {
    const rig = await makeRig();
    await rig.device.connect(never());
    const releasing = rig.device.release(never());
    await rig.pass(390);
    expect(rig.device.position()).toBe('moving');
    await rig.pass(20);
    expect(await releasing).toEqual({ kind: 'released' });
    await rig.close();
  });

  it('opens an open barrier without moving it', async () => {
    const rig = await makeRig();
    await rig.device.connect(never());
    const first = rig.device.release(never());
    await rig.pass(500);
    await first;
    expect(await rig.device.release(never())).toEqual({ kind: 'released' });
    await rig.close();
  });

  it('rejects when its controller is silent', async () => {
    const rig = await makeRig();
    await rig.device.connect(never());
    rig.simulation.inject({ device: 'gate', fault: { kind: 'stall' } });
    const releasing = codeOf(rig.device.release(never()));
    await rig.pass(3_000);
    expect(await releasing).toBe('timed-out');
    expect(rig.device.position()).toBe('secured');
    await rig.close();
  });
});
