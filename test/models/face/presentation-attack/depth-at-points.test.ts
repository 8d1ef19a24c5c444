import { describe, expect, it } from 'vitest';
import { depthAtPoints } from '../../../../models/face/presentation-attack/depth-at-points.ts';
import { plainFace } from './plain-face.ts';

const REGION = { originX: 40, originY: 10, scale: 2 };
/** Frame px of a face with eyes at (360, 270), 160 px apart, as crop px. */
const crop = (x: number, y: number): Float32Array =>
  Float32Array.from([(360 + 160 * x - 40) / 2, (270 + 160 * y - 10) / 2]);

describe('depthAtPoints', () => {
  it('equals the depth of the mesh at a vertex, in inter-eye distances', () => {
    const { landmarks } = plainFace({ eyesX: 360, eyesY: 270, interEyePx: 160, depthAt: (x, y) => 0.3 * x - 0.2 * y });
    expect(depthAtPoints(crop(0, 0.65), REGION, landmarks)[0]).toBeCloseTo(-0.13, 1);
  });
  it('interpolates between vertices', () => {
    const { landmarks } = plainFace({ eyesX: 360, eyesY: 270, interEyePx: 160, depthAt: (x) => 0.4 * x });
    for (const x of [-0.6, -0.2, 0.25, 0.7]) {
      expect(Math.abs((depthAtPoints(crop(x, 0.4), REGION, landmarks)[0] ?? 9) - 0.4 * x)).toBeLessThan(0.04);
    }
  });
  it('returns one value per point', () => {
    const { landmarks } = plainFace({ eyesX: 360, eyesY: 270, interEyePx: 160 });
    expect([...depthAtPoints(Float32Array.from([...crop(0, 0), ...crop(0.3, 0.3)]), REGION, landmarks)]).toEqual([
      0, 0,
    ]);
    expect(depthAtPoints(new Float32Array(0), REGION, landmarks)).toHaveLength(0);
  });
});
