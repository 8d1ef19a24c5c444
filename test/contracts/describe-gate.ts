/** `hardware/gate/gate.ts`, guarantee by guarantee. */
import { describe, expect, it } from 'vitest';
import type { Gate, PassageEvent } from '../../hardware/gate/gate.ts';
import { describeDevice } from './describe-device.ts';
import { eachConnected, codeOf, type DeviceRig, never, type RigMaker } from './device-rig.ts';

export interface GateRig extends DeviceRig<Gate> {
  /** Behaviour of the next person once the gate is open. */
  expectPerson(behaviour: 'passes' | 'turns-back' | 'tailgated' | 'stays-outside' | 'stands-in-the-way'): void;
  jam(): void;
  unjam(): void;
  /** Longer than the barrier takes one way, and than the person takes to be done, ms. */
  readonly moveWithinMs: number;
  readonly personWithinMs: number;
}

/** A barrier that has not opened by then is jammed, `gate.ts`. */
const JAMMED_WITHIN_MS = 3_000;

export function describeGate(name: string, makeRig: RigMaker<Gate, GateRig>): void {
  describeDevice<Gate>(name, makeRig);

  describe(`${name} keeps the gate contract`, () => {
    let rig: GateRig;
    let gate: Gate;
    let seen: PassageEvent[];
    eachConnected(makeRig, (made) => {
      rig = made;
      gate = rig.device;
      seen = [];
      gate.onPassage((event) => seen.push(event));
    });

    const release = async () => {
      const releasing = gate.release(never());
      await rig.pass(rig.moveWithinMs);
      return releasing;
    };
    const secure = async () => {
      const securing = gate.secure(never());
      await rig.pass(rig.moveWithinMs);
      return securing;
    };
    const kinds = () => seen.map(({ kind }) => kind);

    it('opens, reports the movement, and closes', async () => {
      rig.expectPerson('stays-outside');
      expect(gate.position()).toBe('secured');
      const releasing = gate.release(never());
      await rig.pass(20);
      expect(gate.position()).toBe('moving');
      await rig.pass(rig.moveWithinMs);
      expect(await releasing).toEqual({ kind: 'released' });
      expect(gate.position()).toBe('released');
      expect(await secure()).toEqual({ kind: 'secured' });
      expect(gate.position()).toBe('secured');
      expect(seen).toEqual([]);
    });

    it.each([
      ['passes', ['person-entered', 'person-passed']],
      ['turns-back', ['person-entered', 'person-turned-back']],
      ['stays-outside', []],
    ] as const)('reports a person who %s', async (behaviour, events) => {
      rig.expectPerson(behaviour);
      await release();
      await rig.pass(rig.personWithinMs);
      await expect.poll(kinds).toEqual(events);
      const times = seen.map(({ atMs }) => atMs);
      expect(times).toEqual([...times].sort((a, b) => a - b));
      expect(await secure()).toEqual({ kind: 'secured' });
    });

    it('reports a second person even when it begins to close behind the first', async () => {
      rig.expectPerson('tailgated');
      const outcomes: Promise<string>[] = [];
      gate.onPassage(({ kind }) => {
        if (kind === 'person-passed') outcomes.push(gate.secure(never()).then((outcome) => outcome.kind));
      });
      await release();
      await rig.pass(2 * rig.personWithinMs);
      await expect.poll(kinds).toContain('second-person');
      expect((await Promise.all(outcomes))[0]).toBe('obstructed');
    });

    it('never closes on a person', async () => {
      rig.expectPerson('stands-in-the-way');
      await release();
      await rig.pass(rig.personWithinMs);
      expect(await secure()).toEqual({ kind: 'obstructed' });
      expect(gate.position()).toBe('released');
      rig.expectPerson('passes');
      await rig.pass(rig.personWithinMs);
      await expect.poll(kinds).toEqual(['person-entered', 'person-passed']);
      expect(await secure()).toEqual({ kind: 'secured' });
    });

    it('lets no person in once it is closed', async () => {
      rig.expectPerson('passes');
      await release();
      expect(await secure()).toEqual({ kind: 'secured' });
      await rig.pass(rig.personWithinMs);
      expect(seen).toEqual([]);
    });

    it('returns a jam as a value, in both directions, and works again afterwards', async () => {
      rig.expectPerson('stays-outside');
      rig.jam();
      const releasing = gate.release(never());
      await rig.pass(JAMMED_WITHIN_MS);
      expect(await releasing).toEqual({ kind: 'jammed' });
      expect(gate.position()).toBe('unknown');
      expect(gate.status()).toEqual({ kind: 'faulted', code: 'jammed' });
      rig.unjam();
      expect(await release()).toEqual({ kind: 'released' });
      expect(gate.status()).toEqual({ kind: 'ready' });
      rig.jam();
      const securing = gate.secure(never());
      await rig.pass(JAMMED_WITHIN_MS);
      expect(await securing).toEqual({ kind: 'jammed' });
    });

    it('does not know its position without power, and is open if it was moving', async (context) => {
      const { unplug, plugIn } = rig;
      if (unplug === undefined || plugIn === undefined) return context.skip('this rig cannot unplug its device');
      const releasing = codeOf(gate.release(never()));
      await rig.pass(100);
      await unplug.call(rig);
      expect(await releasing).toBe('disconnected');
      expect(gate.position()).toBe('unknown');
      await plugIn.call(rig);
      await gate.connect(never());
      expect(gate.position()).toBe('released');
    });

    it('does not know its position after a movement that was cancelled', async () => {
      const stop = new AbortController();
      const releasing = codeOf(gate.release(stop.signal));
      await rig.pass(100);
      stop.abort();
      expect(await releasing).toBe('aborted');
      expect(gate.position()).toBe('unknown');
      rig.expectPerson('stays-outside');
      expect(await release()).toEqual({ kind: 'released' });
    });

    it('does not call a sensor listener that has unsubscribed', async () => {
      const heard: PassageEvent[] = [];
      gate.onPassage((event) => heard.push(event))();
      await release();
      await rig.pass(rig.personWithinMs);
      expect(heard).toEqual([]);
      expect(seen).not.toEqual([]);
    });
  });
}
