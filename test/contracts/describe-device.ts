/** `hardware/device/device.ts`, guarantee by guarantee. */
import { afterEach, beforeEach, describe, expect, it, type TestContext } from 'vitest';
import { systemClock } from '../../hardware/host/system-clock.ts';
import type { Device, DeviceStatus } from '../../hardware/device/device.ts';
import { afterTime, codeOf, type DeviceRig, never, type RigMaker } from './device-rig.ts';

/** Time a cancelled call has to come back, `device.ts`. */
const CANCELLED_WITHIN_MS = 250;
/** A busy machine may take longer than the contract says, on its own clock. */
const slownessOf = ({ clock }: Pick<DeviceRig<Device>, 'clock'>): number => (clock === systemClock ? 400 : 1);
/** Most self-tests that are made until one keeps within the limit. */
const SELF_TESTS = 20;
const SELF_TEST_WITHIN_MS = 2_000;
const DESCRIPTOR_TEXT = /^[a-z0-9][a-z0-9.-]{0,31}$/;

export function describeDevice<D extends Device>(name: string, makeRig: RigMaker<D>): void {
  describe(`${name} keeps the device contract`, () => {
    let rig: DeviceRig<D>;
    let device: Device;
    beforeEach(async () => {
      rig = await makeRig();
      device = rig.device;
    });
    afterEach(async () => {
      await device.disconnect();
      await rig.close();
    });

    const endlessOf = (context: TestContext) =>
      rig.endless ?? context.skip('this device has no operation that goes on until it is ended');
    const unplugOf = (context: TestContext) => {
      const { unplug, plugIn } = rig;
      if (unplug === undefined || plugIn === undefined) return context.skip('this rig cannot unplug its device');
      return { unplug: () => unplug.call(rig), plugIn: () => plugIn.call(rig) };
    };

    /** A busy machine may need more than one. */
    const passesSelfTest = async () => {
      const test = async () => (await device.selfTest(never())).kind;
      if (rig.clock === systemClock) await expect.poll(test).toBe('passed');
      else expect(await test()).toBe('passed');
    };

    describe('identity', () => {
      it('describes itself in texts that can be reported', () => {
        const { driver, model, firmware } = device.descriptor;
        for (const text of [driver, model, firmware]) expect(text).toMatch(DESCRIPTOR_TEXT);
      });
    });

    describe('connection', () => {
      it('starts disconnected and refuses work', async () => {
        expect(device.status()).toEqual({ kind: 'disconnected' });
        expect(await codeOf(rig.use())).toBe('not-connected');
        expect(await codeOf(device.selfTest(never()))).toBe('not-connected');
      });

      it('is ready once connected, and connecting again does nothing', async () => {
        await device.connect(never());
        expect(device.status()).toEqual({ kind: 'ready' });
        const heard: DeviceStatus[] = [];
        device.onStatus((status) => heard.push(status));
        await device.connect(never());
        expect(heard).toEqual([]);
      });

      it('does not connect for a signal that has fired', async () => {
        expect(await codeOf(device.connect(AbortSignal.abort()))).toBe('aborted');
        expect(device.status()).toEqual({ kind: 'disconnected' });
      });

      it('can be disconnected twice and connected again', async () => {
        await device.connect(never());
        await device.disconnect();
        await device.disconnect();
        expect(device.status()).toEqual({ kind: 'disconnected' });
        expect(await codeOf(rig.use())).toBe('not-connected');
        await device.connect(never());
        expect(device.status()).toEqual({ kind: 'ready' });
      });
    });

    describe('concurrency', () => {
      it('refuses a second call while one runs, and does not disturb the first', async (context) => {
        const endless = endlessOf(context);
        if (rig.overlapping) context.skip('calls to this device may overlap');
        await device.connect(never());
        const stop = new AbortController();
        const first = endless(stop.signal);
        expect(await codeOf(rig.use())).toBe('busy');
        expect(await codeOf(device.selfTest(never()))).toBe('busy');
        expect(device.status()).toEqual({ kind: 'busy' });
        stop.abort();
        expect(await codeOf(first)).toBe(rig.whenCancelled === 'rejects' ? 'aborted' : 'resolved');
      });
    });

    describe('cancellation', () => {
      it('ends a call soon after its signal fires and is idle again', async (context) => {
        const endless = endlessOf(context);
        await device.connect(never());
        const stop = new AbortController();
        const call = endless(stop.signal);
        expect(await afterTime(rig, call, 120)).toBe('pending');
        stop.abort();
        const ended = await afterTime(rig, call, CANCELLED_WITHIN_MS * slownessOf(rig));
        expect(ended).toBe(rig.whenCancelled === 'rejects' ? 'aborted' : 'resolved');
        if (rig.clock === systemClock) await expect.poll(() => device.status()).toEqual({ kind: 'ready' });
        else expect(device.status()).toEqual({ kind: 'ready' });
      });

      it('starts nothing for a signal that has fired', async (context) => {
        const endless = endlessOf(context);
        await device.connect(never());
        const heard: DeviceStatus[] = [];
        device.onStatus((status) => heard.push(status));
        expect(await codeOf(endless(AbortSignal.abort()))).toBe(
          rig.whenCancelled === 'rejects' ? 'aborted' : 'resolved',
        );
        expect(await codeOf(device.selfTest(AbortSignal.abort()))).toBe('aborted');
        expect(heard).toEqual([]);
      });
    });

    describe('disconnection', () => {
      it('ends the running operation when it is disconnected', async (context) => {
        const endless = endlessOf(context);
        await device.connect(never());
        const call = codeOf(endless(never()));
        await device.disconnect();
        expect(await call).toBe('disconnected');
      });

      it('ends the running operation when it is unplugged, and works again once plugged in and connected', async (context) => {
        const { unplug, plugIn } = unplugOf(context);
        await device.connect(never());
        const call = rig.endless === undefined ? undefined : codeOf(rig.endless(never()));
        await unplug();
        if (call !== undefined) expect(await call).toBe('disconnected');
        expect(device.status()).toEqual({ kind: 'disconnected' });
        expect(await codeOf(rig.use())).toBe('disconnected');
        expect(await codeOf(device.connect(never()))).toBe('disconnected');
        await plugIn();
        await device.connect(never());
        expect(device.status()).toEqual({ kind: 'ready' });
        await passesSelfTest();
      });
    });

    describe('status', () => {
      it('reports each change once, in order, and never early', async (context) => {
        const { unplug, plugIn } = unplugOf(context);
        const heard: string[] = [];
        const ahead: string[] = [];
        device.onStatus((status) => {
          heard.push(status.kind);
          if (device.status().kind !== status.kind) ahead.push(status.kind);
        });
        await device.connect(never());
        await device.selfTest(never());
        await unplug();
        await plugIn();
        await device.connect(never());
        await device.disconnect();
        expect(heard).toEqual(['ready', 'busy', 'ready', 'disconnected', 'ready', 'disconnected']);
        expect(ahead).toEqual([]);
      });

      it('reports a change caused by a listener after the current one', async () => {
        const heard: string[] = [];
        device.onStatus((status) => {
          if (status.kind === 'ready') void device.disconnect();
        });
        device.onStatus((status) => heard.push(status.kind));
        await device.connect(never());
        expect(heard).toEqual(['ready', 'disconnected']);
      });

      it('does not call a listener that has unsubscribed', async () => {
        const heard: DeviceStatus[] = [];
        const leave = device.onStatus((status) => heard.push(status));
        leave();
        leave();
        await device.connect(never());
        expect(heard).toEqual([]);
      });
    });

    describe('self-test', () => {
      it('passes within two seconds', async () => {
        await device.connect(never());
        // On a busy machine the quickest of several tests says how long the device takes
        const durations: number[] = [];
        do {
          const result = await device.selfTest(never());
          if (rig.clock !== systemClock) expect(result.kind).toBe('passed');
          durations.push(result.kind === 'passed' ? result.durationMs : Number.POSITIVE_INFINITY);
        } while (Math.min(...durations) > SELF_TEST_WITHIN_MS && durations.length < SELF_TESTS);
        expect(Math.min(...durations)).toBeLessThanOrEqual(SELF_TEST_WITHIN_MS);
        expect(device.status()).toEqual({ kind: 'ready' });
      });

      it('returns a failure as a value', async (context) => {
        const goSilent = rig.goSilent ?? context.skip('this rig cannot silence its device');
        await device.connect(never());
        await goSilent.call(rig);
        const outcome = device.selfTest(never());
        await rig.pass(SELF_TEST_WITHIN_MS);
        expect(await outcome).toMatchObject({ kind: 'failed', code: 'timed-out' });
        expect(device.status()).toEqual({ kind: 'faulted', code: 'timed-out' });
      });
    });

    it('is faulted after an invalid answer, and ready again after the next valid one', async (context) => {
      const speakNonsense = rig.speakNonsense ?? context.skip('this rig cannot damage what its device says');
      await device.connect(never());
      await speakNonsense.call(rig);
      expect(await device.selfTest(never())).toMatchObject({ kind: 'failed', code: 'corrupt' });
      expect(device.status()).toEqual({ kind: 'faulted', code: 'corrupt' });
      await passesSelfTest();
      expect(device.status()).toEqual({ kind: 'ready' });
    });
  });
}
