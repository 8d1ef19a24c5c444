import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { pause } from '../../../../hardware/host/clock.ts';
import { systemClock } from '../../../../hardware/host/system-clock.ts';
import { modbusGate } from '../../../../hardware/gate/modbus/modbus-gate.ts';
import { moduleThread } from '../../../../hardware/modbus/module-thread.ts';
import { usedOutputs } from '../../../../hardware/modbus/profile.ts';
import { describeGate } from '../../../contracts/describe-gate.ts';
import { codeOf, never } from '../../../contracts/device-rig.ts';
import { barrierPlant, MOVE_MS, plantProfile } from '../../../support/modbus/barrier-plant.ts';
import {
  type ForeignModule,
  foreignModule,
  type Implementation,
  MODBUS_PARTS,
} from '../../../support/modbus/foreign-module.ts';
import { damaged, type Framing, lost, spoilNext } from '../../../support/modbus/spoilt-answers.ts';
import { missingSystemParts } from '../../../support/system-part.ts';

const missing = missingSystemParts('the Modbus gate', MODBUS_PARTS);
const wait = (byMs: number): Promise<void> => pause(systemClock, byMs).then(() => undefined);
const READ_COILS = 1;

/** Starting a module takes longer than most tests: it is shared. */
const modules = new Map<string, Promise<ForeignModule>>();
afterAll(async () => {
  for (const module of modules.values()) await (await module).close();
});

async function rigOf(implementation: Implementation, framing: Framing) {
  const starting = modules.get(framing) ?? foreignModule(implementation, framing);
  modules.set(framing, starting);
  const module = await starting;
  await module.reset();
  const plant = barrierPlant(module);
  const profile = plantProfile();
  if (profile.gate === undefined) throw new Error('the profile has no gate');
  const settings = { address: module.address, unit: 1, module: profile.module, outputs: usedOutputs(profile) };
  const thread = moduleThread(settings, systemClock);
  /** Nothing is read, and the clock of the plant stands still. */
  let isQuiet = false;
  const device = modbusGate({ module: thread, profile: profile.gate, model: profile.name, clock: systemClock });
  return {
    device,
    module,
    plant,
    clock: systemClock,
    pass: (byMs: number) => (isQuiet || device.status().kind === 'disconnected' ? wait(byMs) : plant.pass(byMs)),
    endless(signal: AbortSignal) {
      plant.jam();
      return device.release(signal);
    },
    use: () => device.release(never()),
    whenCancelled: 'rejects',
    overlapping: false,
    async unplug() {
      plant.losePower();
      await module.unplug();
      await expect.poll(() => device.status().kind).toBe('disconnected');
    },
    plugIn: () => module.plugIn(),
    goSilent() {
      isQuiet = true;
      module.line.spoil(lost);
    },
    speakNonsense: () => spoilNext(module.line, framing, READ_COILS, damaged(framing)),
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

const SETUPS = [
  ['TCP', 'pymodbus', 'tcp'],
  ['RTU', 'libmodbus', 'rtu'],
] as const;

describe.skipIf(missing !== undefined)(`the Modbus gate${missing === undefined ? '' : ` (${missing})`}`, () => {
  for (const [line, implementation, framing] of SETUPS) {
    describeGate(`the Modbus gate over ${line} to ${implementation}`, () => rigOf(implementation, framing));
  }

  async function connected() {
    const rig = await rigOf('pymodbus', 'tcp');
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
});
