import { describe, expect, it } from 'vitest';
import { createFaceWorkspace } from '../../../../models/face/face-workspace.ts';
import { listenForConfidence } from '../../../../models/face/landmark-confidence.ts';
import { eyesVisible } from '../../../../models/face/quality/eyes-visible.ts';
import { faceOcclusionPrevention } from '../../../../models/face/quality/face-occlusion-prevention.ts';
import { readFaceRegion } from '../../../../models/face/quality/face-region.ts';
import type { ModelSession } from '../../../../models/runtime/session.ts';
import { painted, templateLandmarks } from './drawn-face.ts';

const workspace = createFaceWorkspace();

describe.each([1, 2, 3])('EyesVisible on a face %s times the template', (scale) => {
  const eyes = (skin: number, lens: number) =>
    eyesVisible(
      readFaceRegion(
        painted(112 * scale, 112 * scale, (_, y) => {
          const value = y > 42 * scale && y < 63 * scale ? lens : skin;
          return [value, value, value];
        }),
        templateLandmarks(scale),
        workspace,
      ),
    );

  it('is 0 with a high component when eyes and cheeks are equally bright, for dark and light skin', () => {
    for (const skin of [40, 120, 220])
      expect(eyes(skin, skin)).toEqual({ kind: 'assessed', native: 0, component: 100 });
  });

  it('is low behind dark lenses, for dark and light skin', () => {
    for (const skin of [70, 120, 220]) {
      const measure = eyes(skin, skin / 6);
      expect(measure.kind === 'assessed' && measure.native < -1.1 && measure.component < 30).toBe(true);
    }
  });
});

describe('FaceOcclusionPrevention', () => {
  it('is the negative logarithm of 1 - confidence', () => {
    expect(faceOcclusionPrevention(0.999)).toMatchObject({ component: 50 });
    expect(faceOcclusionPrevention(0.9)).toMatchObject({ component: 1 });
    expect(faceOcclusionPrevention(1)).toMatchObject({ native: 7, component: 100 });
    expect(faceOcclusionPrevention(Number.NaN)).toEqual({ kind: 'not-assessable', why: 'no-confidence' });
  });
});

describe('listenForConfidence', () => {
  it('records the last run and does not change the outputs', async () => {
    const answers = [0.25, 0.75].map((value) => ({
      Identity_1: { data: Float32Array.of(value), dims: [1, 1] },
    }));
    const runs: unknown[] = [];
    const session = {
      run: (inputs: unknown) => {
        runs.push(inputs);
        return Promise.resolve(answers[runs.length - 1]);
      },
    } as unknown as ModelSession;
    const { session: heard, confidence } = listenForConfidence(session);
    expect(confidence()).toBeNaN();
    for (const [index, value] of [0.25, 0.75].entries()) {
      expect(await heard.run({})).toBe(answers[index]);
      expect(confidence()).toBe(value);
    }
  });
});
