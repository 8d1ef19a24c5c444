/** A Modbus gate whose module is another implementation, in real time. */
import { afterAll, expect } from 'vitest';
import { modbusGate } from '../../../../hardware/gate/modbus/modbus-gate.ts';
import { pause } from '../../../../hardware/host/clock.ts';
import { systemClock } from '../../../../hardware/host/system-clock.ts';
import { moduleThread } from '../../../../hardware/modbus/module-thread.ts';
import { usedOutputs } from '../../../../hardware/modbus/profile.ts';
import { never } from '../../../contracts/device-rig.ts';
import { barrierPlant, MOVE_MS, plantProfile } from '../../../support/modbus/barrier-plant.ts';
import { type ForeignModule, foreignModule, type Implementation } from '../../../support/modbus/foreign-module.ts';
import { damaged, type Framing, lost, spoilNext } from '../../../support/modbus/spoilt-answers.ts';

const wait = (byMs: number): Promise<void> => pause(systemClock, byMs).then(() => undefined);
const READ_COILS = 1;

/** Starting a module takes longer than most tests: it is shared. */
const modules = new Map<string, Promise<ForeignModule>>();
afterAll(async () => {
  for (const module of modules.values()) await (await module).close();
});

export async function foreignGateRig(implementation: Implementation, framing: Framing) {
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
