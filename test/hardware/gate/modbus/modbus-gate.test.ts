import { describe, expect, it, onTestFinished } from 'vitest';
import { modbusGate } from '../../../../hardware/gate/modbus/modbus-gate.ts';
import { turnedClock } from '../../../../hardware/host/turned-clock.ts';
import { modbusModule } from '../../../../hardware/modbus/module.ts';
import { usedOutputs } from '../../../../hardware/modbus/profile.ts';
import { describeGate } from '../../../contracts/describe-gate.ts';
import { codeOf, never } from '../../../contracts/device-rig.ts';
import { barrierPlant, MOVE_MS, plantProfile } from '../../../support/modbus/barrier-plant.ts';
import { MODBUS_PARTS } from '../../../support/modbus/foreign-module.ts';
import { memoryModule } from '../../../support/modbus/memory-module.ts';
import { damaged, lost, spoilNext } from '../../../support/modbus/spoilt-answers.ts';
import { missingSystemParts } from '../../../support/system-part.ts';
import { foreignGateRig } from './foreign-gate-rig.ts';

const missing = missingSystemParts('the Modbus gate', MODBUS_PARTS);
const READ_COILS = 1;

async function rigInMemory() {
  const clock = turnedClock();
  const peer = memoryModule();
  const plant = barrierPlant(peer, clock);
  const { gate: profile, module: wired, name, indicator } = plantProfile();
  if (profile === undefined) throw new Error('the profile has no gate');
  const module = modbusModule({
    framing: 'tcp',
    unit: 1,
    module: wired,
    outputs: usedOutputs({ gate: profile, indicator }),
    clock,
    transmissionMs: 0,
    frameGapMs: 0,
    openLine: peer.openLine,
  });
  const device = modbusGate({ module, profile, model: name, clock });
  return {
    device,
    clock,
    pass: clock.advance,
    endless(signal: AbortSignal) {
      plant.jam();
      return device.release(signal);
    },
    use: () => device.release(never()),
    whenCancelled: 'rejects',
    overlapping: false,
    unplug() {
      plant.losePower();
      peer.unplug();
    },
    plugIn: peer.plugIn,
    goSilent: () => peer.spoil(lost),
    speakNonsense: () => spoilNext(peer, 'tcp', READ_COILS, damaged('tcp')),
    expectPerson: plant.expectPerson,
    jam: plant.jam,
    unjam: plant.unjam,
    moveWithinMs: MOVE_MS + 500,
    personWithinMs: 2_200,
    async close() {
      plant.close();
      await device.disconnect();
    },
  } as const;
}

describeGate('the Modbus gate', rigInMemory);

describe.skipIf(missing !== undefined)(
  `the Modbus gate to pymodbus${missing === undefined ? '' : ` (${missing})`}`,
  () => {
    async function connected() {
      const rig = await foreignGateRig('pymodbus', 'tcp');
      onTestFinished(rig.close);
      await rig.device.connect(never());
      return rig;
    }

    it('reports an unknown position while the module is silent, and the position when it answers again', async () => {
      const { device, module } = await connected();
      expect(device.position()).toBe('secured');
      module.line.spoil(lost);
      await expect.poll(() => device.status()).toEqual({ kind: 'faulted', code: 'timed-out' });
      expect(device.position()).toBe('unknown');
      module.line.spoil(undefined);
      await expect.poll(() => device.position()).toBe('secured');
    });

    it('is faulted, with an unknown position, when the module refuses to answer', async () => {
      const { device, module } = await connected();
      module.refuse(true);
      await expect.poll(() => device.status()).toEqual({ kind: 'faulted', code: 'corrupt' });
      expect(device.position()).toBe('unknown');
      expect(await codeOf(device.release(never()))).toBe('corrupt');
      module.refuse(false);
      await device.disconnect();
      await device.connect(never());
      expect(device.position()).toBe('secured');
    });

    it('switches the opening output off after its pulse, also when the call was cancelled', async () => {
      const { device, module, plant } = await connected();
      plant.expectPerson('stays-outside');
      const stop = new AbortController();
      const releasing = codeOf(device.release(stop.signal));
      await expect.poll(() => module.coils()[0], { interval: 2 }).toBe(1);
      stop.abort();
      expect(await releasing).toBe('aborted');
      await expect.poll(() => module.coils()[0], { interval: 5 }).toBe(0);
    });

    it('does not repeat an opening whose confirmation is lost', async () => {
      const { device, module, plant } = await connected();
      plant.expectPerson('stays-outside');
      let pulses = 0;
      let before = 0;
      module.onCoils(([open = 0]) => {
        if (open > before) pulses += 1;
        before = open;
      });
      const WRITE_COIL = 5;
      spoilNext(module.line, 'tcp', WRITE_COIL, lost);
      expect(await device.release(never())).toEqual({ kind: 'released' });
      expect(pulses).toBe(1);
    });

    it('neither closes nor trusts the contacts while the fire signal is on', async () => {
      const { device, module, plant } = await connected();
      plant.fire(true);
      await expect.poll(() => device.position()).toBe('unknown');
      expect(await device.secure(never())).toEqual({ kind: 'obstructed' });
      expect(module.coils().slice(0, 2)).toEqual([0, 0]);
      plant.fire(false);
      await expect.poll(() => device.position()).toBe('secured');
    });
  },
);
