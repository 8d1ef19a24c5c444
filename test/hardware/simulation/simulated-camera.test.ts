import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Frame } from '../../../hardware/camera/camera.ts';
import { SPECIMENS } from '../../../hardware/simulation/specimens.ts';
import { describeCamera } from '../../contracts/describe-camera.ts';
import { never } from '../../contracts/device-rig.ts';
import { faultHands, type SimulatedRig, simulatedRig } from '../support/simulated-rig.ts';

describeCamera('the simulated camera', async () => {
  const rig = await simulatedRig('real');
  const device = rig.devices.camera;
  const stream = (signal: AbortSignal) => device.stream(() => undefined, { signal });
  return { ...faultHands(rig, device), device, whenCancelled: 'resolves', endless: stream, use: () => stream(never()) };
});

describe('the simulated camera', () => {
  let rig: SimulatedRig;
  beforeEach(async () => {
    rig = await simulatedRig('real');
    await rig.devices.camera.connect(never());
  });
  afterEach(async () => {
    await rig.devices.camera.disconnect();
    await rig.close();
  });

  const frame = async (): Promise<Frame> => {
    const stop = new AbortController();
    const frames: Frame[] = [];
    await rig.devices.camera.stream((next) => {
      frames.push(next);
      stop.abort();
    }, stop);
    const [only] = frames;
    if (only === undefined) throw new Error('no frame came');
    return only;
  };
  /** Mean of a centred window of the frame, 0..255. */
  const middleBrightness = ({ image }: Frame): number => {
    let sum = 0;
    let count = 0;
    for (let y = 200; y < 400; y += 2) {
      for (let x = 540; x < 740; x += 2, count += 1) sum += image.data[(y * image.width + x) * 3 + 1] ?? 0;
    }
    return sum / count;
  };

  it('shows the content of the scene', async () => {
    const empty = middleBrightness(await frame());
    rig.simulation.setScene({ subject: { kind: 'person', specimen: SPECIMENS[2]!.id } });
    const person = middleBrightness(await frame());
    expect(Math.abs(person - empty)).toBeGreaterThan(15);
  });

  it('is darker in dim light and lighter in bright light', async () => {
    const subject = { kind: 'person', specimen: SPECIMENS[0]!.id } as const;
    const brightness: Record<string, number> = {};
    for (const light of ['dim', 'normal', 'bright'] as const) {
      rig.simulation.setScene({ subject, light });
      brightness[light] = middleBrightness(await frame());
    }
    expect(brightness['dim']).toBeLessThan(0.5 * (brightness['normal'] ?? 0));
    expect(brightness['bright']).toBeGreaterThan(1.2 * (brightness['normal'] ?? 0));
  });

  it('exposes longer and shorter until the exposure is freed', async () => {
    rig.simulation.setScene({ subject: { kind: 'person', specimen: SPECIMENS[0]!.id }, light: 'dim' });
    const { controls } = rig.devices.camera;
    const dim = middleBrightness(await frame());
    expect(await controls?.shiftExposure?.(2)).toBe(2);
    const longer = middleBrightness(await frame());
    // Four times the light is 1.8 times the sample (IEC 61966-2-1).
    expect(longer / dim).toBeGreaterThan(1.6);
    expect(longer / dim).toBeLessThan(2);
    await controls?.shiftExposure?.(-2);
    expect(middleBrightness(await frame())).toBeLessThan(0.7 * dim);
    await controls?.lockExposure(true);
    await controls?.lockExposure(false);
    expect(middleBrightness(await frame()) / dim).toBeCloseTo(1, 1);
  });

  it('delivers later when slow', async () => {
    await frame();
    rig.simulation.inject({ device: 'camera', fault: { kind: 'slow', byMs: 300 } });
    const startedMs = rig.clock.monotonicMs();
    await frame();
    expect(rig.clock.monotonicMs() - startedMs).toBeGreaterThanOrEqual(300);
  });

  it('loses frames between those that it delivers', async () => {
    rig.simulation.deliverFrameEvery(3);
    const stop = new AbortController();
    const sequences: number[] = [];
    const onFrame = ({ sequence }: Frame): void => {
      if (sequences.push(sequence) === 3) stop.abort();
    };
    await rig.devices.camera.stream(onFrame, stop);
    const [first = 0, second = 0, third = 0] = sequences;
    expect(second - first).toBeGreaterThanOrEqual(3);
    expect(third - second).toBeGreaterThanOrEqual(3);
  });

  it('times out when it is slower than a stall', async () => {
    rig.simulation.inject({ device: 'camera', fault: { kind: 'slow', byMs: 5_000 } });
    await expect(frame()).rejects.toMatchObject({ code: 'timed-out' });
  });

  it('leaves the event loop free', async () => {
    rig.simulation.setScene({ subject: { kind: 'two-people', specimens: [SPECIMENS[0]!.id, SPECIMENS[2]!.id] } });
    await frame();
    const stop = new AbortController();
    const before = performance.eventLoopUtilization();
    let frames = 0;
    await rig.devices.camera.stream(() => {
      frames += 1;
      if (frames === 16) stop.abort();
    }, stop);
    expect(performance.eventLoopUtilization(before).utilization).toBeLessThan(0.7);
  });
});
