import { describe, expect, it } from 'vitest';
import { choosePoints } from '../../../../models/face/presentation-attack/choose-points.ts';
import { CROP_SIDE, EYE_CLEARANCE, TRACKS_MAX } from '../../../../models/face/presentation-attack/constants.ts';
import { seededRandom } from '../rendering/seeded-random.ts';
import { plainFace } from './plain-face.ts';

const REGION = { originX: 0, originY: 0, scale: 1 };
const { landmarks } = plainFace({ eyesX: 160, eyesY: 130, interEyePx: 80 });
const level = (valueAt: (x: number, y: number) => number): { side: number; data: Float32Array } => ({
  side: CROP_SIDE,
  data: Float32Array.from({ length: CROP_SIDE ** 2 }, (_, at) => valueAt(at % CROP_SIDE, Math.floor(at / CROP_SIDE))),
});

describe('choosePoints', () => {
  it('chooses spread-out points on the rigid part of the face, up to the maximum', () => {
    const random = seededRandom(2);
    const points = choosePoints(
      level(() => random.between(60, 190)),
      REGION,
      landmarks,
    );
    expect(points.length / 2).toBeGreaterThan(80);
    expect(points.length / 2).toBeLessThanOrEqual(TRACKS_MAX);
    const cells = new Set<string>();
    for (let at = 0; at < points.length; at += 2) {
      const [x, y] = [points[at] ?? 0, points[at + 1] ?? 0];
      expect(Math.hypot((x - 160) / (1.1 * 80), (y - 170) / (1.4 * 80))).toBeLessThan(1);
      for (const eye of [120, 200]) expect(Math.hypot(x - eye, y - 130)).toBeGreaterThan(EYE_CLEARANCE * 80);
      expect(Math.hypot(x - 160, y - 218)).toBeGreaterThan(15);
      cells.add(`${Math.floor(x / 11)} ${Math.floor(y / 11)}`);
    }
    expect(cells.size).toBe(points.length / 2);
  });

  it('chooses no points on a blank face, or on one with edges but no corners', () => {
    expect(
      choosePoints(
        level(() => 128),
        REGION,
        landmarks,
      ),
    ).toHaveLength(0);
    expect(
      choosePoints(
        level((x) => (x % 16 < 8 ? 60 : 180)),
        REGION,
        landmarks,
      ),
    ).toHaveLength(0);
  });

  it('chooses a corner', () => {
    const points = choosePoints(
      level((x, y) => (x > 160 && y > 175 ? 190 : 70)),
      REGION,
      landmarks,
    );
    expect(points.length).toBeGreaterThan(0);
    for (let at = 0; at < points.length; at += 2) {
      expect(Math.hypot((points[at] ?? 0) - 160, (points[at + 1] ?? 0) - 175)).toBeLessThan(14);
    }
  });
});
