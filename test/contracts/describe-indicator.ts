/** `hardware/indicator/indicator.ts`, guarantee by guarantee. */
import { describe, expect, it } from 'vitest';
import type { Indicator } from '../../hardware/indicator/indicator.ts';
import { describeDevice } from './describe-device.ts';
import { eachConnected, type DeviceRig, type RigMaker } from './device-rig.ts';

export function describeIndicator(name: string, makeRig: RigMaker<Indicator>): void {
  describeDevice(name, makeRig);

  describe(`${name} keeps the indicator contract`, () => {
    let rig: DeviceRig<Indicator>;
    eachConnected(makeRig, (made) => (rig = made));

    it('shows a signal until the next', async () => {
      expect(rig.device.shown()).toBe('off');
      await rig.device.show('look-here');
      expect(rig.device.shown()).toBe('look-here');
      await rig.device.show('proceed');
      expect(rig.device.shown()).toBe('proceed');
    });

    it('lets the last of several calls win', async () => {
      await Promise.all([rig.device.show('wait'), rig.device.show('turn-head-left'), rig.device.show('go-to-desk')]);
      expect(rig.device.shown()).toBe('go-to-desk');
      expect(rig.device.status()).toEqual({ kind: 'ready' });
    });

    it('is dark when it is disconnected', async () => {
      await rig.device.show('ready');
      await rig.device.disconnect();
      expect(rig.device.shown()).toBe('off');
    });
  });
}
