import { expect, it } from 'vitest';
import type { Frame } from '../../../../hardware/camera/camera.ts';
import { turnedClock } from '../../../../hardware/host/turned-clock.ts';
import { allocateImage } from '../../../../hardware/device/image.ts';
import type { FaceStepOptions } from '../../../../kiosk/biometrics/face/face-attempt.ts';
import { attemptFace } from '../../../../kiosk/biometrics/face/face-step.ts';
import { assessed } from '../../../../models/face/quality/quality-measure.ts';

/**
 * One attempt with a camera that can shift its exposure, for a face with this luminance in the camera's own exposure.
 */
async function attempt(luminance: number) {
  const clock = turnedClock();
  const asked: number[] = [];
  const advised: (string | undefined)[] = [];
  let stops = 0;
  const compared: number[] = [];
  const options = {
    transactionId: 'one',
    camera: {
      controls: {
        lockExposure: async () => undefined,
        async shiftExposure(to: number) {
          asked.push(to);
          stops = to;
          return to;
        },
      },
      async stream(onFrame: (frame: Frame) => void, { signal }: { signal: AbortSignal }) {
        while (!signal.aborted) {
          onFrame({ image: allocateImage(1, 1, 'rgb'), capturedAtMs: clock.monotonicMs() } as Frame);
          await clock.advance(100);
        }
      },
    },
    indicator: { show: async () => undefined },
    vault: { sealImage: () => ({ stops }), discard: () => undefined },
    analysis: {
      async observe({ stops: frameStops }: { stops: number }, _atMs: number, _mirror: unknown, isProbe: boolean) {
        const seen = luminance * 2 ** frameStops;
        const quality = { luminanceMean: assessed(seen, 50), overExposurePrevention: assessed(0, 100) };
        const sighting = { kind: 'face', box: {}, pose: {}, quality, unifiedQuality: 90 };
        const advice = seen < 0.05 ? 'more-light' : undefined;
        if (isProbe && advice === undefined) compared.push(frameStops);
        return { sighting, advice };
      },
      compare: async () => ({ kind: 'below-threshold' }),
    },
    clock,
    random: () => 0,
    duties: { light: 'skipped', headTurn: 'skipped' },
    withoutLights: 'refer',
    maximumFalseMatchRate: 1e-4,
    countTry: async () => true,
    reference: Promise.resolve(true),
    onProgress: ({ advice }: { advice: string | undefined }) => void advised.push(advice),
    signal: new AbortController().signal,
  } as unknown as FaceStepOptions;
  return { found: await attemptFace(options), asked, advised, compared };
}

it('an attempt: exposes longer for a dark face before the light challenge, and compares frames with this exposure', async () => {
  const { found, asked, advised, compared } = await attempt(0.0225);
  expect(asked).toEqual([3, 0]);
  expect(new Set(compared)).toEqual(new Set([3]));
  expect(new Set(advised)).toEqual(new Set([undefined]));
  expect(found).toMatchObject({ kind: 'captured' });
});

it('an attempt: does not change the exposure for a well exposed face', async () => {
  const { asked, compared } = await attempt(0.1);
  expect(asked).toEqual([]);
  expect(new Set(compared)).toEqual(new Set([0]));
});
