import { describe, expect, it } from 'vitest';
import type { Frame } from '../../../../hardware/camera/camera.ts';
import { DeviceError } from '../../../../hardware/device/device-error.ts';
import { allocateImage, type Image } from '../../../../hardware/device/image.ts';
import { turnedClock } from '../../../../hardware/host/turned-clock.ts';
import { measurePace } from '../../../../kiosk/biometrics/face/measure-pace.ts';

interface Given {
  /** Time between two frames of the camera, ms. */
  readonly frameEveryMs: number;
  /** Time that the analysis of a frame takes, ms. */
  readonly analysisMs?: number;
  readonly failsAfter?: number;
  readonly abortAfterMs?: number;
}

async function test({ frameEveryMs, analysisMs = 0, failsAfter, abortAfterMs }: Given) {
  const clock = turnedClock();
  const stop = new AbortController();
  const sealed: Uint8Array[] = [];
  let [discarded, forgotten, wiped] = [0, 0, 0];
  const vault = {
    prepare: async () => undefined,
    sealImage(image: Image) {
      sealed.push(image.data.slice());
      return {};
    },
    discard: () => void (discarded += 1),
    forget: () => void (forgotten += 1),
  };
  const camera = {
    async stream(onFrame: (frame: Frame) => void, { signal }: { signal: AbortSignal }) {
      for (let count = 0; !signal.aborted; count++) {
        if (count === failsAfter) throw new DeviceError('camera', 'disconnected', 'gone');
        if (abortAfterMs !== undefined && clock.monotonicMs() >= abortAfterMs) stop.abort();
        const image = allocateImage(2, 2, 'rgb');
        image.data.fill(200);
        onFrame({ image, capturedAtMs: clock.monotonicMs(), sequence: count });
        await clock.advance(frameEveryMs);
      }
    },
  };
  const analysis = {
    observe: () => new Promise((resolve) => void clock.after(analysisMs, () => resolve({}))),
    forget: async () => void (wiped += 1),
  };
  const framesPerS = await measurePace({ camera, vault, analysis, clock, signal: stop.signal } as never);
  return { framesPerS, sealed, discarded, forgotten, wiped };
}

describe('the self-test of the camera step', () => {
  it('measures the camera where the analysis is faster', async () => {
    expect((await test({ frameEveryMs: 100 })).framesPerS).toBeCloseTo(10, 0);
    expect((await test({ frameEveryMs: 400 })).framesPerS).toBeCloseTo(2.5, 0);
  });

  it('measures the analysis where the camera is faster', async () => {
    const { framesPerS } = await test({ frameEveryMs: 50, analysisMs: 240 });
    expect(framesPerS).toBeGreaterThan(3);
    expect(framesPerS).toBeLessThan(4.5);
  });

  it('seals only frames without a picture, and leaves nothing of them', async () => {
    const { sealed, discarded, forgotten, wiped } = await test({ frameEveryMs: 100 });
    expect(sealed.length).toBeGreaterThan(10);
    expect(sealed.every((data) => data.every((sample) => sample === 0))).toBe(true);
    expect([discarded, forgotten, wiped]).toEqual([sealed.length, 1, 1]);
  });

  it('has no result when the camera fails or a traveller arrives', async () => {
    const failed = await test({ frameEveryMs: 100, failsAfter: 5 });
    const interrupted = await test({ frameEveryMs: 100, abortAfterMs: 800 });
    expect([failed.framesPerS, interrupted.framesPerS]).toEqual([undefined, undefined]);
    expect([failed.forgotten, interrupted.forgotten]).toEqual([1, 1]);
  });
});
