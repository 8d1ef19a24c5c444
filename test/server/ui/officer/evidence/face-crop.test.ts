import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FACE_ASPECT, faceCrop, sharpnessOf } from '../../../../../server/ui/officer/evidence/face-crop.ts';

describe('the crop of a face', () => {
  test('lies within the picture and has the aspect of a passport photograph', () => {
    const sides = fc.integer({ min: 16, max: 4_096 });
    fc.assert(
      fc.property(fc.constantFrom('face-frame', 'chip-portrait'), sides, sides, (modality, width, height) => {
        const crop = faceCrop(modality, { width, height });
        expect(crop.width / crop.height).toBeCloseTo(FACE_ASPECT, 6);
        expect(crop.left).toBeGreaterThanOrEqual(-1e-6);
        expect(crop.top).toBeGreaterThanOrEqual(-1e-6);
        expect(crop.left + crop.width).toBeLessThanOrEqual(width + 1e-6);
        expect(crop.top + crop.height).toBeLessThanOrEqual(height + 1e-6);
      }),
    );
  });

  test('shows all of a chip portrait of 35 by 45 mm, and less than the height of a camera’s picture', () => {
    expect(faceCrop('chip-portrait', { width: 350, height: 450 }).height).toBeCloseTo(450, 6);
    const crop = faceCrop('face-frame', { width: 1_280, height: 720 });
    expect(crop.height).toBeLessThan(720);
    expect(crop.left + crop.width / 2).toBeCloseTo(640, 6);
  });
});

describe('the sharpness of a picture', () => {
  const side = 16;
  const picture = (grey: (x: number, y: number) => number) =>
    Uint8ClampedArray.from({ length: 4 * side * side }, (_, index) => {
      const pixel = Math.floor(index / 4);
      return grey(pixel % side, Math.floor(pixel / side));
    });

  test('is 0 for one colour, and higher for an edge than for a slope', () => {
    expect(
      sharpnessOf(
        picture(() => 90),
        side,
      ),
    ).toBe(0);
    const slope = sharpnessOf(
      picture((x) => x * 8),
      side,
    );
    const edge = sharpnessOf(
      picture((x) => (x < 8 ? 0 : 120)),
      side,
    );
    expect(edge).toBeGreaterThan(slope);
  });
});
