/** `hardware/camera/camera.ts`, guarantee by guarantee. */
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../hardware/host/system-clock.ts';
import { CAMERA_STALL_MS, type Camera, type Frame } from '../../hardware/camera/camera.ts';
import { assertImage, wipeImage } from '../../hardware/device/image.ts';
import { DeviceError } from '../../hardware/device/device-error.ts';
import { describeDevice } from './describe-device.ts';
import { eachConnected, codeOf, type DeviceRig, never, type RigMaker } from './device-rig.ts';

export function describeCamera(name: string, makeRig: RigMaker<Camera>): void {
  describeDevice(name, makeRig);

  describe(`${name} keeps the camera contract`, () => {
    let rig: DeviceRig<Camera>;
    let camera: Camera;
    eachConnected(makeRig, (made) => {
      rig = made;
      camera = rig.device;
    });

    /** On a busy computer no frame may arrive for more than a second, which ends a stream. Then a new stream begins. */
    const streamUntil = async (
      stop: AbortController,
      onFrame: (frame: Frame) => void,
      onStart: () => void = () => undefined,
    ): Promise<void> => {
      while (!stop.signal.aborted) {
        onStart();
        try {
          await camera.stream(onFrame, stop);
        } catch (error) {
          if (!(error instanceof DeviceError) || error.code !== 'timed-out') throw error;
        }
      }
    };
    /** Streams until `count` frames have come. */
    const framesOf = async (
      count: number,
      onFrame: (frame: Frame) => void = () => undefined,
    ): Promise<readonly Frame[]> => {
      const stop = new AbortController();
      const frames: Frame[] = [];
      const take = (frame: Frame): void => {
        frames.push(frame);
        onFrame(frame);
        if (frames.length === count) stop.abort();
      };
      await streamUntil(stop, take, () => void (frames.length = 0));
      return frames;
    };

    it('delivers colour frames of the size it promises, each owned by the receiver', async () => {
      const { width, height } = camera.capabilities;
      for (const { image } of await framesOf(3)) {
        assertImage(image);
        expect(image).toMatchObject({ width, height, channelOrder: 'rgb', ownership: 'owned' });
      }
    });

    it('counts frames upwards and dates them on the lane clock', async () => {
      const before = rig.clock.monotonicMs();
      const frames = await framesOf(4);
      const after = rig.clock.monotonicMs();
      for (const [index, frame] of frames.entries()) {
        const last = frames[index - 1];
        expect(frame.capturedAtMs).toBeGreaterThanOrEqual(last?.capturedAtMs ?? before);
        expect(frame.capturedAtMs).toBeLessThanOrEqual(after);
        if (last !== undefined) expect(frame.sequence).toBeGreaterThan(last.sequence);
      }
    });

    it('keeps no copy: wiping one frame changes no other', async () => {
      const frames = await framesOf(3, ({ image }) => wipeImage(image));
      expect(new Set(frames.map(({ image }) => image.data.buffer)).size).toBe(3);
      for (const { image } of frames) expect(image.data.every((sample) => sample === 0)).toBe(true);
    });

    it('drops what arrives while the receiver is at work, and the sequence shows it', async () => {
      const periodMs = 1000 / camera.capabilities.framesPerSecond;
      const blockedFor = async (periods: number) => {
        const [first, second] = await framesOf(3, () => {
          const until = performance.now() + periods * periodMs;
          while (performance.now() < until);
        });
        return {
          frames: (second?.sequence ?? 0) - (first?.sequence ?? 0),
          ms: (second?.capturedAtMs ?? 0) - (first?.capturedAtMs ?? 0),
        };
      };
      let passed = await blockedFor(4);
      // On a busy machine the source itself may make no frame in so short a time
      for (let periods = 16; passed.frames < 2 && periods <= 256; periods *= 4) passed = await blockedFor(periods);
      expect(passed.frames).toBeGreaterThan(1);
      expect(passed.ms).toBeGreaterThan(2 * periodMs);
    });

    it('ends with the receiver’s own error and is ready again', async () => {
      const fault = new Error('the receiver failed');
      await expect(
        camera.stream(
          () => {
            throw fault;
          },
          { signal: never() },
        ),
      ).rejects.toBe(fault);
      expect(camera.status()).toEqual({ kind: 'ready' });
      expect(await framesOf(1)).toHaveLength(1);
    });

    it('delivers nothing after its signal has fired', async () => {
      const stop = new AbortController();
      let seen = 0;
      await streamUntil(stop, () => {
        seen += 1;
        stop.abort();
      });
      await rig.pass(200);
      expect(seen).toBe(1);
    });

    it('shifts the exposure by no more than it was asked to, and back', async (context) => {
      const shift = camera.controls?.shiftExposure?.bind(camera.controls) ?? context.skip('this camera cannot shift');
      for (const stops of [1, -1, 20]) {
        const taken = await shift(stops);
        expect(taken * stops).toBeGreaterThanOrEqual(0);
        expect(Math.abs(taken)).toBeLessThanOrEqual(Math.abs(stops) + 0.05);
      }
      expect(await shift(0)).toBe(0);
    });

    it('times out when it has been silent for a second', async (context) => {
      const goSilent = rig.goSilent ?? context.skip('this rig cannot silence its device');
      let lastMs = 0;
      const stream = camera.stream(
        ({ capturedAtMs }) => {
          if (lastMs === 0) void goSilent.call(rig);
          lastMs = capturedAtMs;
        },
        { signal: never() },
      );
      expect(await codeOf(stream)).toBe('timed-out');
      const silentMs = rig.clock.monotonicMs() - lastMs;
      expect(silentMs).toBeGreaterThanOrEqual(CAMERA_STALL_MS - 100);
      expect(silentMs).toBeLessThan(CAMERA_STALL_MS + (rig.clock === systemClock ? 200_000 : 500));
    });

    it('rejects a damaged frame instead of handing it over', async (context) => {
      const speakNonsense = rig.speakNonsense ?? context.skip('this rig cannot damage what its device says');
      await speakNonsense.call(rig);
      let seen = 0;
      expect(await codeOf(camera.stream(() => void (seen += 1), { signal: never() }))).toBe('corrupt');
      expect(seen).toBe(0);
    });
  });
}
