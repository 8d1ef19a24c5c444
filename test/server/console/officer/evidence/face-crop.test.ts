import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  alignmentOf,
  FACE_ASPECT,
  faceCrop,
  sharpnessOf,
} from '../../../../../server/console/officer/evidence/face-crop.ts';

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

describe('the alignment of a face', () => {
  const sides = fc.integer({ min: 200, max: 4_096 });
  const tilt = fc.double({ min: -0.7, max: 0.7, noNaN: true });
  const place = (a: { a: number; b: number; e: number; f: number }, x: number, y: number) => [
    a.a * x - a.b * y + a.e,
    a.b * x + a.a * y + a.f,
  ];

  test('brings the eyes of every picture to the same places, whatever its size, distance and tilt', () => {
    fc.assert(
      fc.property(sides, sides, tilt, fc.double({ min: 0.05, max: 0.3, noNaN: true }), (width, height, roll, apart) => {
        const px = apart * Math.min(width, height);
        const [x, y] = [0.45 * width, 0.4 * height];
        const right = { x: x / width, y: y / height };
        const left = { x: (x + px * Math.cos(roll)) / width, y: (y + px * Math.sin(roll)) / height };
        const aligned = alignmentOf({ right, left }, { width, height }, 400);
        if (aligned === undefined) throw new Error('expected an alignment');
        const [rightX = 0, rightY = 0] = place(aligned, x, y);
        const [leftX = 0, leftY = 0] = place(aligned, left.x * width, left.y * height);
        expect(rightX).toBeCloseTo(150, 3);
        expect(leftX).toBeCloseTo(250, 3);
        expect(rightY).toBeCloseTo(240, 3);
        expect(leftY).toBeCloseTo(240, 3);
      }),
    );
  });

  test('is not used for positions that no picture of a person who looks ahead has', () => {
    const size = { width: 1_280, height: 720 };
    const right = { x: 0.4, y: 0.5 };
    const never = [right, { x: 0.3, y: 0.5 }, { x: 0.42, y: 0.9 }, { x: 0.402, y: 0.5 }];
    for (const left of never) expect(alignmentOf({ right, left }, size, 420)).toBeUndefined();
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
