/** Decisions of the Modbus gate on samples that a test gives it. Time stands still unless it is advanced. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { turnedClock } from '../../../../hardware/host/turned-clock.ts';
import type { PassageEvent } from '../../../../hardware/gate/gate.ts';
import { modbusGate } from '../../../../hardware/gate/modbus/modbus-gate.ts';
import { modbusProfileSchema } from '../../../../hardware/modbus/profile.ts';
import { codeOf, never } from '../../../contracts/device-rig.ts';
import { plantProfile } from '../../../support/modbus/barrier-plant.ts';
import { moduleAtHand } from '../../../support/modbus/module-at-hand.ts';

const OPEN = 0;
const CLOSE = 1;
const CLOSED_AND_OPENED = { closed: { input: 0 }, opened: { input: 1 } } as const;
const SECURED = { 0: 1, 1: 0 } as const;
const MOVING = { 0: 0, 1: 0 } as const;
const RELEASED = { 0: 0, 1: 1 } as const;
const BEAMS = { kind: 'beams', entry: { input: 3 }, exit: { input: 4 } } as const;
const ENTRY = 3;
const EXIT = 4;

async function gateWith(change: object = {}, counters = 0) {
  const clock = turnedClock();
  const module = moduleAtHand(clock);
  const base = plantProfile();
  const { gate: profile } = modbusProfileSchema.parse({
    ...base,
    module: {
      ...base.module,
      ...(counters > 0 && {
        counters: { read: 'input-registers', address: 0, count: counters, words: 1, order: 'high-word-first' },
      }),
    },
    gate: {
      open: { output: OPEN, pulseMs: 300 },
      close: { output: CLOSE, pulseMs: 300 },
      leaves: [CLOSED_AND_OPENED],
      fire: { input: 2 },
      passage: BEAMS,
      ...change,
    },
  });
  if (profile === undefined) throw new Error('the profile has no gate');
  const gate = modbusGate({ module, profile, model: 'test', clock });
  const seen: PassageEvent['kind'][] = [];
  gate.onPassage(({ kind }) => seen.push(kind));
  await gate.connect(never());
  module.input(SECURED);
  onTestFinished(() => gate.disconnect());
  /** Lets promise callbacks run. */
  const settle = () => clock.advance(0);
  const released = async () => {
    const releasing = gate.release(never());
    await settle();
    module.input(MOVING);
    module.input(RELEASED);
    expect(await releasing).toEqual({ kind: 'released' });
  };
  return { clock, module, gate, seen, settle, released };
}

describe('the Modbus gate: position', () => {
  it('is the position of the contacts, and unknown when they contradict each other or neither is closed', async () => {
    const { module, gate } = await gateWith();
    expect(gate.position()).toBe('secured');
    module.input(RELEASED);
    expect(gate.position()).toBe('released');
    module.input({ 0: 1, 1: 1 });
    expect(gate.position()).toBe('unknown');
    module.input(MOVING);
    expect(gate.position()).toBe('unknown');
  });

  it('is unknown as soon as one answer is missing, and is known again with the next', async () => {
    const { module, gate } = await gateWith();
    module.become('doubtful');
    expect(gate.position()).toBe('unknown');
    expect(gate.status()).toEqual({ kind: 'ready' });
    module.become('up');
    expect(gate.position()).toBe('secured');
  });

  it.each([
    ['silent', { kind: 'faulted', code: 'timed-out' }],
    ['corrupt', { kind: 'faulted', code: 'corrupt' }],
    ['lost', { kind: 'disconnected' }],
  ] as const)('is unknown when the module is %s', async (state, status) => {
    const { module, gate } = await gateWith();
    module.become(state);
    expect(gate.position()).toBe('unknown');
    expect(gate.status()).toEqual(status);
  });

  it('of two leaves is known when both agree', async () => {
    const { module, gate } = await gateWith({
      leaves: [CLOSED_AND_OPENED, { closed: { input: 5 }, opened: { input: 6 } }],
    });
    module.input({ ...SECURED, 5: 1, 6: 0 });
    expect(gate.position()).toBe('secured');
    module.input({ ...SECURED, 5: 0, 6: 0 });
    expect(gate.position()).toBe('unknown');
    module.input({ ...SECURED, 5: 0, 6: 1 });
    expect(gate.position()).toBe('unknown');
    module.input({ ...RELEASED, 5: 0, 6: 1 });
    expect(gate.position()).toBe('released');
  });

  it('follows the polarity of each contact', async () => {
    const { module, gate } = await gateWith({
      leaves: [{ closed: { input: 0, activeWhen: 0 }, opened: { input: 1, activeWhen: 0 } }],
    });
    module.input({ 0: 0, 1: 1 });
    expect(gate.position()).toBe('secured');
  });
});

describe('the Modbus gate: opening', () => {
  it('pulses the opening output once', async () => {
    const { module, gate, released } = await gateWith();
    await released();
    expect(module.pulses).toEqual([OPEN]);
    expect(await gate.release(never())).toEqual({ kind: 'released' });
    expect(module.pulses).toEqual([OPEN]);
  });

  it('waits for the other door of an airlock, and does not pulse while that door is open', async () => {
    const { clock, module, gate, settle } = await gateWith({ interlock: [{ input: 7 }] });
    const releasing = gate.release(never());
    await clock.advance(2_000);
    expect(module.pulses).toEqual([]);
    module.input({ 7: 1 });
    await settle();
    expect(module.pulses).toEqual([OPEN]);
    module.input(RELEASED);
    expect(await releasing).toEqual({ kind: 'released' });
  });

  it('is jammed after 3 s, without a pulse, when the other door stays open', async () => {
    const { clock, module, gate } = await gateWith({ interlock: [{ input: 7 }] });
    const releasing = gate.release(never());
    await clock.advance(3_000);
    expect(await releasing).toEqual({ kind: 'jammed' });
    expect(module.pulses).toEqual([]);
    expect(gate.status()).toEqual({ kind: 'faulted', code: 'jammed' });
  });

  it('does not wait for the other door of an airlock in a fire', async () => {
    const { module, gate, settle } = await gateWith({ interlock: [{ input: 7 }] });
    module.input({ 2: 1 });
    const releasing = gate.release(never());
    await settle();
    expect(module.pulses).toEqual([OPEN]);
    module.input(RELEASED);
    expect(await releasing).toEqual({ kind: 'released' });
  });

  it('rejects when the module fails, and leaves the position in doubt', async () => {
    const { module, gate } = await gateWith();
    module.failNext('timed-out');
    expect(await codeOf(gate.release(never()))).toBe('timed-out');
    expect(gate.position()).toBe('unknown');
    expect(gate.status()).toEqual({ kind: 'faulted', code: 'timed-out' });
  });

  it('rejects when the module becomes silent during the movement', async () => {
    const { module, gate, settle } = await gateWith();
    const releasing = codeOf(gate.release(never()));
    await settle();
    module.become('silent');
    expect(await releasing).toBe('timed-out');
    expect(gate.status()).toEqual({ kind: 'faulted', code: 'timed-out' });
  });
});

describe('the Modbus gate: closing', () => {
  it.each([
    ['a beam is interrupted', { 3: 1 }],
    ['fire is signalled', { 2: 1 }],
    ['a sensor of the barrier sees an obstacle', { 5: 1 }],
  ] as const)('is obstructed, without a pulse, while %s', async (_, levels) => {
    const { module, gate, released } = await gateWith({ obstructed: [{ input: 5 }] });
    await released();
    module.input(levels);
    expect(await gate.secure(never())).toEqual({ kind: 'obstructed' });
    expect(module.pulses).toEqual([OPEN]);
  });

  it('opens again when a person steps in', async () => {
    const { module, gate, settle, released } = await gateWith();
    await released();
    const securing = gate.secure(never());
    await settle();
    module.input(MOVING);
    module.input({ 3: 1 });
    await settle();
    module.input(RELEASED);
    expect(await securing).toEqual({ kind: 'obstructed' });
    expect(module.pulses).toEqual([OPEN, CLOSE, OPEN]);
    expect(gate.position()).toBe('released');
  });

  it('waits for a barrier that closes by itself, for the time in its profile', async () => {
    const { clock, module, gate, released } = await gateWith({ close: undefined, closeWithinMs: 10_000 });
    await released();
    const securing = gate.secure(never());
    await clock.advance(8_000);
    module.input(SECURED);
    expect(await securing).toEqual({ kind: 'secured' });
    expect(module.pulses).toEqual([OPEN]);
  });

  it('does not treat a stuck beam as free', async () => {
    const { clock, module, gate, released } = await gateWith();
    await released();
    module.input({ 3: 1 });
    await clock.advance(6_000);
    expect(await gate.secure(never())).toEqual({ kind: 'obstructed' });
  });
});

describe('the Modbus gate: passages', () => {
  it('come from the beams', async () => {
    const { module, seen, released } = await gateWith();
    await released();
    for (const levels of [{ [ENTRY]: 1 }, { [EXIT]: 1 }, { [ENTRY]: 0 }, { [EXIT]: 0 }] as const) module.input(levels);
    expect(seen).toEqual(['person-entered', 'person-passed']);
  });

  it('show a second person also when the link fails behind the first', async () => {
    const { module, seen, released } = await gateWith();
    await released();
    for (const levels of [{ [ENTRY]: 1 }, { [EXIT]: 1 }, { [ENTRY]: 0 }, { [EXIT]: 0 }] as const) module.input(levels);
    module.become('silent');
    module.become('up');
    module.input({ [ENTRY]: 1 });
    expect(seen).toEqual(['person-entered', 'person-passed', 'second-person']);
  });

  it('come from counters when the barrier reports pulses, and not from before the connection', async () => {
    const passage = { kind: 'pulses', passed: { counter: 0 } };
    const { module, gate, seen, released } = await gateWith({ passage, tailgating: { counter: 1 } }, 2);
    module.count([70, 5]);
    seen.length = 0;
    await released();
    module.count([71, 5]);
    expect(seen).toEqual(['person-entered', 'person-passed']);
    module.count([72, 5]);
    module.count([72, 6]);
    expect(seen.slice(2)).toEqual(['second-person', 'person-passed', 'second-person']);
    await gate.disconnect();
    module.count([90, 9]);
    await gate.connect(never());
    expect(seen).toHaveLength(5);
  });

  it('are not derived from beams that are interrupted when the connection begins', async () => {
    const { module, gate, seen } = await gateWith();
    await gate.disconnect();
    module.input({ [ENTRY]: 1 });
    seen.length = 0;
    await gate.connect(never());
    expect(seen).toEqual([]);
    expect(await gate.secure(never())).toEqual({ kind: 'obstructed' });
  });
});
