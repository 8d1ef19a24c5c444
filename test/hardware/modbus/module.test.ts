/** A module against two other implementations, with every fault that a line can have. */
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../hardware/host/system-clock.ts';
import { frameGapMs, openModbusLine, transmissionMs } from '../../../hardware/modbus/modbus-address.ts';
import { modbusModule } from '../../../hardware/modbus/module.ts';
import type { ModuleState } from '../../../hardware/modbus/module-connection.ts';
import type { ModuleSample } from '../../../hardware/modbus/module-poller.ts';
import { type ModuleProfile, modbusProfileSchema } from '../../../hardware/modbus/profile.ts';
import { codeOf, never } from '../../contracts/device-rig.ts';
import { casesOf } from '../../support/extent.ts';
import { plantProfile } from '../../support/modbus/barrier-plant.ts';
import {
  type ForeignModule,
  foreignModule,
  type Implementation,
  MODBUS_PARTS,
} from '../../support/modbus/foreign-module.ts';
import * as answers from '../../support/modbus/spoilt-answers.ts';
import { missingSystemParts } from '../../support/system-part.ts';

const missing = missingSystemParts('a Modbus module', MODBUS_PARTS);
/** `npm test` runs each implementation and each framing once. */
const PEERS = casesOf(
  [
    ['pymodbus', 'tcp'],
    ['libmodbus', 'rtu'],
    ['pymodbus', 'rtu'],
    ['libmodbus', 'tcp'],
  ] as const,
  (_, place) => place < 2,
);
const READ_INPUTS = 2;
const WRITE_COIL = 5;
const SOON = { timeout: 120_000, interval: 5 } as const;

const modules = new Map<string, Promise<ForeignModule>>();
afterAll(async () => {
  for (const module of modules.values()) await (await module).close();
});

async function openedOn(implementation: Implementation, framing: answers.Framing, change: Partial<ModuleProfile> = {}) {
  const key = `${implementation} ${framing}`;
  const starting = modules.get(key) ?? foreignModule(implementation, framing);
  modules.set(key, starting);
  const peer = await starting;
  await peer.reset();
  const states: ModuleState[] = [];
  const samples: ModuleSample[] = [];
  const module = modbusModule({
    framing,
    unit: 1,
    // Another implementation on a busy computer may need long for an answer
    module: { ...plantProfile().module, answerWithinMs: 5_000, ...change },
    outputs: [0, 1],
    clock: systemClock,
    transmissionMs: transmissionMs(peer.address),
    frameGapMs: frameGapMs(peer.address),
    openLine: (listener, signal) => openModbusLine('gate', peer.address, listener, signal),
  });
  module.onState((state) => states.push(state));
  module.onSample((sample) => samples.push(sample));
  onTestFinished(() => module.close());
  await module.open(never());
  return { peer, module, states, samples, newest: () => samples.at(-1) };
}

describe.skipIf(missing !== undefined)(`a Modbus module${missing === undefined ? '' : ` (${missing})`}`, () => {
  describe.each(PEERS)('made of %s over %s', (implementation, framing) => {
    it('reports its inputs, sets its outputs and ends a pulse by itself', async () => {
      const { peer, module, newest } = await openedOn(implementation, framing);
      peer.setInputs({ 3: 1, 7: 1 });
      await expect.poll(() => newest()?.inputs, SOON).toEqual([0, 0, 0, 1, 0, 0, 0, 1]);
      await module.set([{ output: 5, value: true }]);
      await module.pulse(0, 80);
      await expect.poll(() => peer.coils()[0], SOON).toBe(0);
      expect(peer.coils()[5]).toBe(1);
      await module.set([{ output: 5, value: false }]);
      await module.check();
    });

    it('is lost when its line is cut, and opens again', async () => {
      const { peer, module, states } = await openedOn(implementation, framing);
      await peer.unplug();
      await expect.poll(() => states.at(-1), SOON).toBe('lost');
      expect(await codeOf(module.check())).toBe('disconnected');
      expect(await codeOf(module.open(never()))).toBe('disconnected');
      await peer.plugIn();
      await module.open(never());
      expect(states.at(-1)).toBe('up');
    });

    it('is doubtful after one lost answer, and up again with the next', async () => {
      const { peer, states } = await openedOn(implementation, framing);
      answers.spoilNext(peer.line, framing, READ_INPUTS, answers.lost);
      await expect.poll(() => states.slice(0, 3), SOON).toEqual(['up', 'doubtful', 'up']);
    });

    it('is silent after two lost answers, and recovers without a restart', async () => {
      const { peer, states } = await openedOn(implementation, framing, { answerWithinMs: 1_000 });
      peer.line.spoil(answers.lost);
      await expect.poll(() => states.includes('silent'), SOON).toBe(true);
      peer.line.spoil(undefined);
      await expect.poll(() => states.at(-1), SOON).toBe('up');
    });

    it.each([
      ['damaged', answers.damaged(framing)],
      ['from another unit', answers.ofAnotherUnit(framing)],
    ])('recovers after an answer that is %s, and never reports it as a value', async (_, spoil) => {
      const { peer, states, samples } = await openedOn(implementation, framing);
      peer.setInputs({ 2: 1 });
      await expect.poll(() => samples.at(-1)?.inputs[2], SOON).toBe(1);
      const from = samples.length;
      answers.spoilNext(peer.line, framing, READ_INPUTS, spoil);
      await expect.poll(() => states.length >= 3 && states.at(-1), SOON).toBe('up');
      expect(states[1]).toBe(framing === 'tcp' ? 'corrupt' : 'doubtful');
      for (const { inputs } of samples.slice(from)) expect(inputs).toEqual([0, 0, 1, 0, 0, 0, 0, 0]);
    });

    it.each([
      ['arrives twice', answers.doubled],
      ['arrives in two halves', answers.halved(30)],
      ['arrives late', answers.late(100)],
    ])('continues after an answer that %s', async (_, spoil) => {
      const { peer, module, newest } = await openedOn(implementation, framing);
      answers.spoilNext(peer.line, framing, READ_INPUTS, spoil);
      peer.setInputs({ 4: 1 });
      await expect.poll(() => newest()?.inputs, SOON).toEqual([0, 0, 0, 0, 1, 0, 0, 0]);
      // On a busy computer the second copy of an answer can meet the next request, which then fails alone
      await expect.poll(() => codeOf(module.check()), SOON).toBe('resolved');
    });
  });

  it('does not write an output again whose confirmation was lost', async () => {
    const { peer, module } = await openedOn('pymodbus', 'tcp', { answerWithinMs: 1_000 });
    let rises = 0;
    let before = 0;
    peer.onCoils(([coil = 0]) => {
      if (coil > before) rises += 1;
      before = coil;
    });
    answers.spoilNext(peer.line, 'tcp', WRITE_COIL, answers.lost);
    await module.pulse(0, 50);
    await expect.poll(() => peer.coils()[0], SOON).toBe(0);
    expect(rises).toBe(1);
  });

  it('reads counters, so that a pulse between two readings is not missed', async () => {
    const counters = { read: 'input-registers', address: 0, count: 2, words: 2, order: 'high-word-first' } as const;
    const { peer, newest } = await openedOn('pymodbus', 'tcp', { counters });
    peer.setCounters({ 0: 1, 1: 2, 2: 0, 3: 9 });
    await expect.poll(() => newest()?.counters, SOON).toEqual([65_538, 9]);
    peer.setCounters({ 0: 0, 1: 0, 2: 0, 3: 0 });
  });

  describe('with a watchdog', () => {
    const SAFE_AFTER_MS = 500;
    const { watchdog } = modbusProfileSchema.shape.module.parse({
      ...plantProfile().module,
      watchdog: {
        kind: 'registers',
        timeoutMs: SAFE_AFTER_MS,
        clear: [{ register: 0x1008, value: 0x55aa }],
        setup: [
          { register: 0x1000, value: SAFE_AFTER_MS / 100 },
          { register: 0x1003, value: 1 },
        ],
        readBack: [
          { register: 0x1000, value: SAFE_AFTER_MS / 100 },
          { register: 0x1006, value: 1 },
        ],
      },
    });

    it('has its outputs switched off by the module when the line is lost, and clears the watchdog when it is opened', async () => {
      const { peer, module } = await openedOn('pymodbus', 'tcp', { watchdog });
      await module.set([{ output: 4, value: true }]);
      expect(peer.coils()[4]).toBe(1);
      await peer.unplug();
      await expect.poll(() => peer.coils()[4], SOON).toBe(0);
      await peer.plugIn();
      await module.open(never());
      expect(peer.coils()[4]).toBe(0);
      await module.set([{ output: 4, value: true }]);
      await module.set([{ output: 4, value: false }]);
    });

    it('does not open when the module does not keep the settings of the watchdog', async () => {
      const readBack = [{ register: 0x1000, value: 77 }];
      const { watchdog: held } = { watchdog: { ...watchdog, readBack } as ModuleProfile['watchdog'] };
      expect(await codeOf(openedOn('pymodbus', 'tcp', { watchdog: held }))).toBe('unsafe');
    });
  });
});
