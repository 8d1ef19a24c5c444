import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitParallax } from '../../../../models/face/presentation-attack/parallax.ts';
import { seededRandom } from '../rendering/seeded-random.ts';

const COUNT = 100;

/** Points on a bowl-shaped surface, and where a homography and a parallax take them. */
function scene(seed: number, gx: number, gy: number, outliers = 0) {
  const random = seededRandom(seed);
  const from = new Float64Array(2 * COUNT);
  const to = new Float64Array(2 * COUNT);
  const depth = new Float64Array(COUNT);
  const [h6, h7, turn] = [random.between(-0.05, 0.05), random.between(-0.05, 0.05), random.between(-0.1, 0.1)];
  for (let point = 0; point < COUNT; point++) {
    const [x, y] = [random.between(-1, 1), random.between(-1.2, 1.2)];
    depth[point] = 0.3 * x * x + 0.2 * y * y - 0.4 * Math.exp(-8 * (x * x + (y - 0.3) ** 2)) + 0.1 * x;
    from.set([x, y], 2 * point);
    const w = 1 + h6 * x + h7 * y;
    const shift = point < outliers ? 0.5 : 0;
    to[2 * point] = (x * Math.cos(turn) - y * Math.sin(turn) + 0.2 + gx * (depth[point] ?? 0)) / w + shift;
    to[2 * point + 1] = (y * Math.cos(turn) + x * Math.sin(turn) - 0.1 + gy * (depth[point] ?? 0)) / w + shift;
  }
  return { from, to, depth, alive: new Uint8Array(COUNT).fill(1) };
}

describe('fitParallax', () => {
  it('finds none in whatever a homography does', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { from, to, depth, alive } = scene(seed, 0, 0);
        const fit = fitParallax(from, to, depth, alive);
        expect(Math.hypot(fit?.x ?? 1, fit?.y ?? 1)).toBeLessThan(1e-3);
      }),
      { numRuns: 30 },
    );
  });

  it('measures it beside a homography, in shares of the depth', () => {
    for (const seed of [1, 2, 3]) {
      const { from, to, depth, alive } = scene(seed, 0.25, -0.1);
      const fit = fitParallax(from, to, depth, alive);
      expect(fit?.x).toBeCloseTo(0.25, 1);
      expect(fit?.y).toBeCloseTo(-0.1, 1);
    }
  });

  it('is not misled by a fifth of the tracks, and leaves out lost ones', () => {
    const misled = scene(5, 0.2, 0, 20);
    expect(fitParallax(misled.from, misled.to, misled.depth, misled.alive)?.x).toBeCloseTo(0.2, 1);
    const lost = scene(6, 0.2, 0, 45);
    lost.alive.fill(0, 0, 45);
    expect(fitParallax(lost.from, lost.to, lost.depth, lost.alive)?.x).toBeCloseTo(0.2, 1);
  });

  it('has no answer for points on a line', () => {
    const { from, to, depth, alive } = scene(7, 0, 0);
    for (let point = 0; point < COUNT; point++) from[2 * point + 1] = 2 * (from[2 * point] ?? 0);
    expect(fitParallax(from, to, depth, alive)).toBeUndefined();
  });
});
