import { describe, expect, it } from 'vitest';
import { allocateImage, type Image } from '../../../../hardware/device/image.ts';
import type { FaceSeen } from '../../../../models/face/face-observation.ts';
import { CROP_INTER_EYE_PX, CROP_SIDE } from '../../../../models/face/presentation-attack/constants.ts';
import { cropRegionOf, readCrop } from '../../../../models/face/presentation-attack/crop-region.ts';
import { plainFace } from './plain-face.ts';

/** Green is a ramp: 0.25 grey levels per column, 0.5 per row. */
function ramp(width: number, height: number, channelOrder: Image['channelOrder']): Image {
  const image = allocateImage(width, height, channelOrder);
  const step = channelOrder === 'rgb' ? 3 : 1;
  for (let at = 0; at < width * height; at++) {
    image.data[step * at + (step === 3 ? 1 : 0)] = Math.round(0.25 * (at % width) + 0.25 * Math.floor(at / width));
  }
  return image;
}

describe('cropRegionOf', () => {
  it('has the eyes at the defined distance and the face in the middle', () => {
    const face = plainFace({ eyesX: 400, eyesY: 300, interEyePx: 160 });
    const { originX, originY, scale } = cropRegionOf(face as FaceSeen);
    expect(160 / scale).toBe(CROP_INTER_EYE_PX);
    expect((400 - originX) / scale).toBeCloseTo((CROP_SIDE - 1) / 2, 0);
    expect((300 - originY) / scale).toBeGreaterThan(CROP_SIDE * 0.35);
    expect((300 - originY) / scale).toBeLessThan(CROP_SIDE * 0.5);
  });
});

describe('readCrop', () => {
  it.each(['rgb', 'grey'] as const)('reads a %s frame at the position and scale of the region', (order) => {
    const out = new Float32Array(CROP_SIDE * CROP_SIDE);
    readCrop(ramp(600, 420, order), { originX: 10, originY: 20, scale: 1.2 }, out);
    for (const [column, row] of [
      [5, 5],
      [100, 40],
      [310, 200],
    ] as const) {
      const expected = 0.25 * (10 + 1.2 * column) + 0.25 * (20 + 1.2 * row);
      expect(Math.abs((out[row * CROP_SIDE + column] ?? 0) - expected)).toBeLessThan(0.6);
    }
  });

  it('is black outside the frame, and overwrites earlier content', () => {
    const out = new Float32Array(CROP_SIDE * CROP_SIDE).fill(99);
    readCrop(ramp(600, 420, 'rgb'), { originX: -200, originY: 300, scale: 1 }, out);
    expect(out[10 * CROP_SIDE + 100]).toBe(0);
    expect(out[200 * CROP_SIDE + 260]).toBe(0);
    expect(out[50 * CROP_SIDE + 260]).toBeGreaterThan(0);
  });
});
