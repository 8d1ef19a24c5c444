import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { pause } from '../../../hardware/host/clock.ts';
import { systemClock } from '../../../hardware/host/system-clock.ts';
import { modbusIndicator } from '../../../hardware/indicator/modbus/modbus-indicator.ts';
import { moduleThread } from '../../../hardware/modbus/module-thread.ts';
import { usedOutputs } from '../../../hardware/modbus/profile.ts';
import { describeIndicator } from '../../contracts/describe-indicator.ts';
import { never } from '../../contracts/device-rig.ts';
import { casesOf } from '../../support/extent.ts';
import { GREEN, plantProfile, RED } from '../../support/modbus/barrier-plant.ts';
import {
  type ForeignModule,
  foreignModule,
  type Implementation,
  MODBUS_PARTS,
} from '../../support/modbus/foreign-module.ts';
import { damaged, type Framing, lost, spoilNext } from '../../support/modbus/spoilt-answers.ts';
import { missingSystemParts } from '../../support/system-part.ts';

const missing = missingSystemParts('the Modbus indicator', MODBUS_PARTS);
const READ_COILS = 1;
const SETUPS = [
  ['TCP', 'pymodbus', 'tcp'],
  ['RTU', 'libmodbus', 'rtu'],
] as const;

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
  const { indicator: profile, ...rest } = plantProfile();
  if (profile === undefined) throw new Error('the profile has no indicator');
  const outputs = usedOutputs({ gate: undefined, indicator: profile });
  const thread = moduleThread({ address: module.address, unit: 1, module: rest.module, outputs }, systemClock);
  const device = modbusIndicator({ module: thread, profile, model: rest.name, clock: systemClock });
  return {
    device,
    module,
    clock: systemClock,
    pass: (byMs: number) => pause(systemClock, byMs).then(() => undefined),
    use: () => device.show('ready'),
    whenCancelled: 'rejects',
    overlapping: true,
    async unplug() {
      await module.unplug();
      await expect.poll(() => device.status().kind).toBe('disconnected');
    },
    plugIn: () => module.plugIn(),
    goSilent: () => module.line.spoil(lost),
    speakNonsense: () => spoilNext(module.line, framing, READ_COILS, damaged(framing)),
    close: () => device.disconnect(),
  } as const;
}

describe.skipIf(missing !== undefined)(`the Modbus indicator${missing === undefined ? '' : ` (${missing})`}`, () => {
  // `test/hardware/modbus/module.test.ts` has the other framing in `npm test` too
  for (const [line, implementation, framing] of casesOf(SETUPS, ([line]) => line === 'TCP')) {
    describeIndicator(`the Modbus indicator over ${line} to ${implementation}`, () => rigOf(implementation, framing));
  }

  async function connected() {
    const rig = await rigOf('pymodbus', 'tcp');
    onTestFinished(rig.close);
    await rig.device.connect(never());
    return rig;
  }

  it('lights the lamps of the signal and no others, and puts them out when it is disconnected', async () => {
    const { device, module } = await connected();
    const lamps = () => [module.coils()[RED], module.coils()[GREEN]];
    await device.show('proceed');
    await expect.poll(lamps).toEqual([0, 1]);
    await device.show('go-to-desk');
    await expect.poll(lamps).toEqual([1, 0]);
    await device.disconnect();
    await expect.poll(lamps).toEqual([0, 0]);
  });

  it('reports that nothing is shown once the module is silent, because its watchdog puts the lamps out', async () => {
    const { device, module } = await connected();
    await device.show('proceed');
    module.line.spoil(lost);
    await expect.poll(() => device.shown()).toBe('off');
    expect(device.status()).toEqual({ kind: 'faulted', code: 'timed-out' });
  });
});
