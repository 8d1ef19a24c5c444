import { describe, expect, it } from 'vitest';
import { eyesOpen } from '../../../../models/face/quality/eyes-open.ts';
import { mouthClosed } from '../../../../models/face/quality/mouth-closed.ts';
import { templateLandmarks } from './drawn-face.ts';

/** From the eyes to the chin in the drawn face, px of the template. */
const FACE_SIZE = 112 - 51.6;
const RIGHT_EYE = [
  [160, 144],
  [159, 145],
  [158, 153],
] as const;
const LEFT_EYE = [
  [385, 380],
  [386, 374],
  [387, 373],
] as const;
const LIPS = [
  [82, 87],
  [13, 14],
  [312, 317],
] as const;

/** The drawn face with the pairs of points `opening` px of the template apart. */
function faceWith(
  openings: readonly (readonly [pairs: typeof LIPS | typeof RIGHT_EYE | typeof LEFT_EYE, opening: number])[],
  scale = 1,
) {
  const landmarks = templateLandmarks(scale);
  for (const [pairs, opening] of openings) {
    for (const [upper, lower] of pairs) {
      const middle = landmarks[3 * upper + 1]!;
      landmarks[3 * lower] = landmarks[3 * upper]!;
      landmarks[3 * upper + 1] = middle - (scale * opening) / 2;
      landmarks[3 * lower + 1] = middle + (scale * opening) / 2;
    }
  }
  return landmarks;
}

describe('EyesOpen', () => {
  it('is the opening of the narrower eye divided by the face size', () => {
    const measure = eyesOpen(
      faceWith([
        [RIGHT_EYE, 4],
        [LEFT_EYE, 2],
      ]),
    );
    if (measure.kind !== 'assessed') throw new Error('not assessed');
    expect(measure.native).toBeCloseTo(2 / FACE_SIZE, 3);
  });

  it('is 50 for an opening of a fiftieth of the face (OFIQ), at any distance', () => {
    for (const scale of [0.5, 1, 3]) {
      const opening = FACE_SIZE / 50;
      expect(
        eyesOpen(
          faceWith(
            [
              [RIGHT_EYE, opening],
              [LEFT_EYE, opening],
            ],
            scale,
          ),
        ),
      ).toMatchObject({ component: 50 });
    }
  });

  it('is above 90 for narrow eyes', () => {
    const narrow = 0.045 * FACE_SIZE;
    const measure = eyesOpen(
      faceWith([
        [RIGHT_EYE, narrow],
        [LEFT_EYE, narrow],
      ]),
    );
    expect(measure.kind === 'assessed' && measure.component > 90).toBe(true);
  });
});

describe('MouthClosed', () => {
  it('is 50 for an opening of a fifth of the face, and nearly 100 for closed lips (OFIQ)', () => {
    expect(mouthClosed(faceWith([[LIPS, FACE_SIZE / 5]]))).toMatchObject({ component: 50 });
    expect(mouthClosed(faceWith([[LIPS, 0]]))).toMatchObject({ native: 0, component: 97 });
  });
});

describe('a face without size', () => {
  it('is not assessable', () => {
    const point = new Float32Array(3 * 468);
    expect(eyesOpen(point)).toEqual({ kind: 'not-assessable', why: 'no-face-size' });
    expect(mouthClosed(point)).toEqual({ kind: 'not-assessable', why: 'no-face-size' });
  });
});
