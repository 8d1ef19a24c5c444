import { describe, expect, it } from 'vitest';
import { turnedClock } from '../../../hardware/host/turned-clock.ts';
import type { ModuleSample } from '../../../hardware/modbus/module-poller.ts';
import { sharedModule } from '../../../hardware/modbus/shared-module.ts';
import { codeOf, never } from '../../contracts/device-rig.ts';
import { moduleAtHand } from '../../support/modbus/module-at-hand.ts';

function shared() {
  const module = moduleAtHand(turnedClock());
  const { handle } = sharedModule(module);
  return { module, gate: handle(), lamps: handle() };
}

describe('a module that two devices share', () => {
  it('is opened once, also for both at the same time, and closed when the second has left', async () => {
    const { module, gate, lamps } = shared();
    await Promise.all([gate.open(never()), lamps.open(never())]);
    expect(module.opened).toBe(1);
    await gate.close();
    expect(module.closed).toBe(0);
    await lamps.close();
    expect(module.closed).toBe(1);
    await lamps.close();
    expect(module.closed).toBe(1);
  });

  it('reports its newest sample to a device that joins, as the first of that device', async () => {
    const { module, gate, lamps } = shared();
    await lamps.open(never());
    module.input({ 3: 1 });
    const samples: ModuleSample[] = [];
    gate.onSample((sample) => samples.push(sample));
    await gate.open(never());
    expect(samples.map(({ inputs, gapMs }) => [inputs[3], gapMs])).toEqual([[1, undefined]]);
    module.input({ 3: 0 });
    expect(samples.map(({ gapMs }) => gapMs)).toEqual([undefined, 10]);
  });

  it('reports no sample to a device that has left', async () => {
    const { module, gate, lamps } = shared();
    const samples: ModuleSample[] = [];
    gate.onSample((sample) => samples.push(sample));
    await Promise.all([gate.open(never()), lamps.open(never())]);
    const before = samples.length;
    await gate.close();
    module.input({ 1: 1 });
    expect(samples).toHaveLength(before);
  });

  it('stays open for one device when opening is cancelled for the other', async () => {
    const { module, gate, lamps } = shared();
    const stop = new AbortController();
    const opening = codeOf(gate.open(stop.signal));
    const other = lamps.open(never());
    stop.abort();
    expect(await opening).toBe('aborted');
    await other;
    expect(module.closed).toBe(0);
  });
});
