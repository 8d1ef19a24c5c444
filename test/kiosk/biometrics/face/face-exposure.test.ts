import { describe, expect, it } from 'vitest';
import { DeviceError } from '../../../../hardware/device/device-error.ts';
import { FACE_EXPOSURE } from '../../../../kiosk/biometrics/face/face-constants.ts';
import { openFaceExposure, stopsFor } from '../../../../kiosk/biometrics/face/face-exposure.ts';
import type { FaceSighting } from '../../../../models/face/face-observation.ts';
import { assessed, notAssessable } from '../../../../models/face/quality/quality-measure.ts';

type Face = Extract<FaceSighting, { kind: 'face' }>;

function face(luminance: number, whiteShare = 0): Face {
  const quality = { luminanceMean: assessed(luminance, 50), overExposurePrevention: assessed(whiteShare, 50) };
  return { kind: 'face', quality } as unknown as Face;
}

/** A camera with this luminance of the face in its own exposure, which shifts by at most `most` stops. */
function rig(luminance: number, most = 3) {
  const asked: number[] = [];
  let stops = 0;
  const camera = {
    controls: {
      lockExposure: async () => undefined,
      async shiftExposure(to: number) {
        asked.push(to);
        stops = Math.max(-most, Math.min(most, to));
        return stops;
      },
    },
  };
  return { camera, asked, seen: () => face(Math.min(1, luminance * 2 ** stops)), stops: () => stops };
}

async function watch(exposure: ReturnType<typeof openFaceExposure>, seen: () => Face, frames: number) {
  const changing: boolean[] = [];
  for (let frame = 0; frame < frames; frame++) changing.push(await exposure.adjust(seen()));
  return changing;
}

describe('the stops for a face', () => {
  it('are 0 between the bounds, and lead to the target outside', () => {
    const { luminanceMin, luminanceMax, luminanceTarget } = FACE_EXPOSURE;
    expect([stopsFor(face(luminanceMin)), stopsFor(face(luminanceMax)), stopsFor(face(0.2))]).toEqual([0, 0, 0]);
    expect(stopsFor(face(luminanceTarget / 4))).toBeCloseTo(2, 9);
    expect(stopsFor(face(0.72))).toBeCloseTo(-2, 9);
    expect(stopsFor(face(0))).toBe(FACE_EXPOSURE.stopsAtOnce);
  });

  it('are fewer when part of the face is white, even if its mean is dark', () => {
    expect(stopsFor(face(0.1, 0.2))).toBe(-1);
  });

  it('are 0 when the light cannot be measured', () => {
    const outside = notAssessable('face-outside-image');
    const quality = { luminanceMean: outside, overExposurePrevention: outside };
    expect(stopsFor({ kind: 'face', quality } as unknown as Face)).toBe(0);
  });
});

describe('exposure for the face', () => {
  it('exposes longer for a dark face, waits for frames to settle, and keeps the shift', async () => {
    const { camera, asked, seen } = rig(0.045);
    const exposure = openFaceExposure(camera);
    expect(await watch(exposure, seen, 6)).toEqual([true, true, true, true, false, false]);
    expect(asked).toEqual([2]);
  });

  it('does not change for a well exposed face of any skin colour', async () => {
    for (const luminance of [0.08, 0.2, 0.5]) {
      const { camera, asked, seen } = rig(luminance);
      expect(await watch(openFaceExposure(camera), seen, 5)).toEqual([false, false, false, false, false]);
      expect(asked).toEqual([]);
    }
  });

  it('stops when the camera is at its limit', async () => {
    const { camera, asked, seen } = rig(0.001, 1);
    const changing = await watch(openFaceExposure(camera), seen, 40);
    expect(changing.slice(-30)).toEqual(Array.from({ length: 30 }, () => false));
    expect(asked).toEqual([3, 4]);
  });

  it('ends after a few changes with a camera whose face never changes', async () => {
    const asked: number[] = [];
    const camera = {
      controls: {
        lockExposure: async () => undefined,
        async shiftExposure(to: number) {
          asked.push(to);
          return to;
        },
      },
    };
    await watch(openFaceExposure(camera), () => face(0.01), 40);
    expect(asked).toHaveLength(FACE_EXPOSURE.changesMost);
  });

  it('restores the shift after the light challenge, and resets it at the end', async () => {
    const { camera, asked, seen, stops } = rig(0.045);
    const exposure = openFaceExposure(camera);
    await watch(exposure, seen, 4);
    await exposure.restore();
    await exposure.end();
    expect(asked).toEqual([2, 2, 0]);
    expect(stops()).toBe(0);
  });

  it('does not reset a camera that it did not shift', async () => {
    const { camera, asked, seen } = rig(0.2);
    const exposure = openFaceExposure(camera);
    await watch(exposure, seen, 3);
    await exposure.restore();
    await exposure.end();
    expect(asked).toEqual([]);
  });

  it('continues with a camera that cannot shift, or refuses', async () => {
    const refusing = {
      lockExposure: async () => undefined,
      shiftExposure: () =>
        Promise.reject(new DeviceError('camera', 'unsupported', 'the camera does not take the setting')),
    };
    for (const controls of [undefined, { lockExposure: async () => undefined }, refusing]) {
      const exposure = openFaceExposure({ controls });
      expect(await watch(exposure, () => face(0.01), 3)).toEqual([false, false, false]);
      await exposure.end();
    }
  });

  it('does not hide a program error', async () => {
    const broken = {
      lockExposure: async () => undefined,
      shiftExposure: () => Promise.reject(new TypeError('a fault')),
    };
    await expect(openFaceExposure({ controls: broken }).adjust(face(0.01))).rejects.toThrow('a fault');
  });

  it('does nothing in an empty lane, or for several people', async () => {
    const { camera, asked } = rig(0.01);
    const exposure = openFaceExposure(camera);
    expect([await exposure.adjust({ kind: 'nobody' }), await exposure.adjust({ kind: 'several', count: 2 })]).toEqual([
      false,
      false,
    ]);
    expect(asked).toEqual([]);
  });
});
