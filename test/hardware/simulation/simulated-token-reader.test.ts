import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeTokenReader } from '../../contracts/describe-token-reader.ts';
import { codeOf, never } from '../../contracts/device-rig.ts';
import { faultHands, type SimulatedRig, simulatedRig } from '../support/simulated-rig.ts';

describeTokenReader('the simulated token reader', async () => {
  const rig = await simulatedRig();
  const device = rig.devices.tokenReader!;
  const read = (signal: AbortSignal) => device.read({ timeoutMs: 600_000, signal });
  return {
    ...faultHands(rig, device),
    device,
    endless: read,
    use: () => read(never()),
    readWithinMs: 300,
    show: (text: string) => rig.simulation.setToken({ kind: 'code', text }),
    showSomethingElse: () => rig.simulation.setToken({ kind: 'unreadable' }),
  };
});

describe('a code in front of the simulated reader', () => {
  let rig: SimulatedRig;
  beforeEach(async () => {
    rig = await simulatedRig();
    await rig.devices.tokenReader!.connect(never());
  });
  afterEach(() => rig.close());

  const reading = () => rig.devices.tokenReader!.read({ timeoutMs: 1_000, signal: never() });

  it('is read when it was already present, and only once', async () => {
    rig.simulation.setToken({ kind: 'code', text: 'HELD' });
    const [first] = [reading()];
    await rig.pass(1_000);
    expect((await first).kind).toBe('read');
    const second = reading();
    await rig.pass(1_100);
    expect(await second).toEqual({ kind: 'nothing' });
  });

  it.each(['', 'é', 'A\nB'])('is unreadable as %j', async (text) => {
    rig.simulation.setToken({ kind: 'code', text });
    const read = reading();
    await rig.pass(1_000);
    expect(await read).toEqual({ kind: 'unreadable' });
  });

  it('is unreadable when it is removed too soon', async () => {
    const read = reading();
    rig.simulation.setToken({ kind: 'code', text: 'SHORT' });
    await rig.pass(20);
    rig.simulation.setToken({ kind: 'none' });
    await rig.pass(1_000);
    expect(await read).toEqual({ kind: 'unreadable' });
  });

  it('is not read by a reader with a fault, and the reading ends with that fault', async () => {
    rig.simulation.inject({ device: 'token-reader', fault: { kind: 'corrupt' }, once: true });
    rig.simulation.setToken({ kind: 'code', text: 'CODE' });
    const read = codeOf(reading());
    await rig.pass(1_000);
    expect(await read).toBe('corrupt');
    expect(rig.devices.tokenReader!.status()).toEqual({ kind: 'faulted', code: 'corrupt' });
  });
});
