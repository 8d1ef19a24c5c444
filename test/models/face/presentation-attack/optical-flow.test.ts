import { describe, expect, it } from 'vitest';
import { CROP_SIDE } from '../../../../models/face/presentation-attack/constants.ts';
import { follow } from '../../../../models/face/presentation-attack/optical-flow.ts';
import { createPyramid, fillPyramid, type Pyramid } from '../../../../models/face/presentation-attack/pyramid.ts';
import { seededRandom } from '../rendering/seeded-random.ts';

/** A band-limited texture that can be evaluated at any point, so that a shift is exact. */
function texture(seed: number): (x: number, y: number) => number {
  const random = seededRandom(seed);
  const waves = Array.from({ length: 40 }, () => {
    const [angle, period] = [random.between(0, 2 * Math.PI), random.between(9, 60)];
    const k = (2 * Math.PI) / period;
    return {
      kx: k * Math.cos(angle),
      ky: k * Math.sin(angle),
      phase: random.between(0, 6.28),
      size: random.between(4, 9),
    };
  });
  return (x, y) => waves.reduce((sum, { kx, ky, phase, size }) => sum + size * Math.sin(kx * x + ky * y + phase), 128);
}

function pyramid(paint: (x: number, y: number) => number): Pyramid {
  const levels = createPyramid();
  levels[0]?.data.forEach((_, at, data) => (data[at] = paint(at % CROP_SIDE, Math.floor(at / CROP_SIDE))));
  fillPyramid(levels);
  return levels;
}

const STARTS = Float32Array.from(
  { length: 2 * 64 },
  (_, at) => 60 + 27 * (at % 2 === 0 ? (at / 2) % 8 : Math.floor(at / 16)),
);

describe('follow', () => {
  const paint = texture(3);
  const first = pyramid(paint);

  it.each([
    [0, 0],
    [0.35, -0.6],
    [4.2, 3.1],
    [-11.5, 7.25],
  ])('tracks a shift of (%d, %d) px to a few hundredths of a pixel', (dx, dy) => {
    const second = pyramid((x, y) => paint(x - dx, y - dy));
    const [points, alive] = [STARTS.slice(), new Uint8Array(64).fill(1)];
    follow(first, second, points, alive);
    const errors = [...alive.keys()]
      .filter((point) => alive[point] === 1)
      .map((point) =>
        Math.hypot(
          (points[2 * point] ?? 0) - (STARTS[2 * point] ?? 0) - dx,
          (points[2 * point + 1] ?? 0) - (STARTS[2 * point + 1] ?? 0) - dy,
        ),
      );
    expect(errors.length).toBeGreaterThan(55);
    expect(Math.max(...errors)).toBeLessThan(0.08);
  });

  it('loses points whose texture is covered, and keeps the others', () => {
    const other = texture(99);
    const second = pyramid((x, y) => (x > 160 ? other(x, y) : paint(x - 1, y)));
    const [points, alive] = [STARTS.slice(), new Uint8Array(64).fill(1)];
    follow(first, second, points, alive);
    const kept = (covered: boolean): number =>
      [...alive.keys()].filter(
        (point) =>
          alive[point] === 1 &&
          (STARTS[2 * point] ?? 0) > 175 === covered &&
          Math.abs((STARTS[2 * point] ?? 0) - 160) > 10,
      ).length;
    expect(kept(true)).toBeLessThan(4);
    expect(kept(false)).toBeGreaterThan(20);
  });

  it('loses points on a blank and at the rim, and skips lost ones', () => {
    const blank = pyramid(() => 128);
    const alive = Uint8Array.from([1, 0]);
    const points = Float32Array.from([100, 100, 120, 120]);
    follow(blank, blank, points, alive);
    expect([...alive]).toEqual([0, 0]);
    const rim = Uint8Array.from([1]);
    follow(first, first, Float32Array.from([3, 160]), rim);
    expect([...rim]).toEqual([0]);
    expect([...points]).toEqual([100, 100, 120, 120]);
  });
});
