import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitParallax } from '../../../../models/face/presentation-attack/parallax.ts';
import { seededRandom } from '../rendering/seeded-random.ts';

const COUNT = 100;

const TURN = 0.3;

/** A bowl with a nose: the landmark network's depth of any face, also of a printed one. */
function bowl(x: number, y: number): number {
  return 0.3 * x * x + 0.2 * y * y - 0.4 * Math.exp(-8 * (x * x + (y - 0.3) ** 2)) + 0.1 * x;
}

/** Points of a surface before and after a rotation by `TURN`, in parallel projection, and their assumed depth. */
function turned(seed: number, surface: (x: number, y: number) => number) {
  const random = seededRandom(seed);
  const from = new Float64Array(2 * COUNT);
  const to = new Float64Array(2 * COUNT);
  const depth = new Float64Array(COUNT);
  for (let point = 0; point < COUNT; point++) {
    const [x, y] = [random.between(-1, 1), random.between(-1.2, 1.2)];
    from.set([x, y], 2 * point);
    to.set([x * Math.cos(TURN) + surface(x, y) * Math.sin(TURN), y], 2 * point);
    depth[point] = bowl(x, y);
  }
  return { from, to, depth, alive: new Uint8Array(COUNT).fill(1) };
}

/** Points on a bowl-shaped surface, before and after a homography and a parallax. */
function scene(seed: number, gx: number, gy: number, outliers = 0) {
  const random = seededRandom(seed);
  const from = new Float64Array(2 * COUNT);
  const to = new Float64Array(2 * COUNT);
  const depth = new Float64Array(COUNT);
  const [h6, h7, turn] = [random.between(-0.05, 0.05), random.between(-0.05, 0.05), random.between(-0.1, 0.1)];
  for (let point = 0; point < COUNT; point++) {
    const [x, y] = [random.between(-1, 1), random.between(-1.2, 1.2)];
    depth[point] = bowl(x, y);
    from.set([x, y], 2 * point);
    const w = 1 + h6 * x + h7 * y;
    const shift = point < outliers ? 0.5 : 0;
    to[2 * point] = (x * Math.cos(turn) - y * Math.sin(turn) + 0.2 + gx * (depth[point] ?? 0)) / w + shift;
    to[2 * point + 1] = (y * Math.cos(turn) + x * Math.sin(turn) - 0.1 + gy * (depth[point] ?? 0)) / w + shift;
  }
  return { from, to, depth, alive: new Uint8Array(COUNT).fill(1) };
}

describe('fitParallax', () => {
  it('finds no parallax in a homography', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { from, to, depth, alive } = scene(seed, 0, 0);
        const fit = fitParallax(from, to, depth, alive);
        expect(Math.hypot(fit?.x ?? 1, fit?.y ?? 1)).toBeLessThan(1e-3);
      }),
      { numRuns: 30 },
    );
  });

  it('measures parallax in addition to a homography, in shares of the depth', () => {
    for (const seed of [1, 2, 3]) {
      const { from, to, depth, alive } = scene(seed, 0.25, -0.1);
      const fit = fitParallax(from, to, depth, alive);
      expect(fit?.x).toBeCloseTo(0.25, 1);
      expect(fit?.y).toBeCloseTo(-0.1, 1);
    }
  });

  it('is robust against a fifth of wrong tracks, and ignores lost ones', () => {
    const misled = scene(5, 0.2, 0, 20);
    expect(fitParallax(misled.from, misled.to, misled.depth, misled.alive)?.x).toBeCloseTo(0.2, 1);
    const lost = scene(6, 0.2, 0, 45);
    lost.alive.fill(0, 0, 45);
    expect(fitParallax(lost.from, lost.to, lost.depth, lost.alive)?.x).toBeCloseTo(0.2, 1);
  });

  it('returns undefined for points on a line', () => {
    const { from, to, depth, alive } = scene(7, 0, 0);
    for (let point = 0; point < COUNT; point++) from[2 * point + 1] = 2 * (from[2 * point] ?? 0);
    expect(fitParallax(from, to, depth, alive)).toBeUndefined();
    expect(fitParallax(from, to, depth, alive, 'cylinder')).toBeUndefined();
  });

  it('finds no relief in a turning cylinder, which has parallax against a plane', () => {
    for (const [seed, bend] of [
      [8, 0.5],
      [9, 0.75],
      [10, -0.6],
    ] as const) {
      const { from, to, depth, alive } = turned(seed, (x) => (1 - Math.sqrt(1 - (bend * x) ** 2)) / bend);
      const against = (surface: 'plane' | 'cylinder'): number =>
        fitParallax(from, to, depth, alive, surface)?.x ?? Number.NaN;
      expect(Math.abs(against('plane'))).toBeGreaterThan(0.06);
      expect(Math.abs(against('cylinder'))).toBeLessThan(0.02);
    }
  });

  it('measures the relief of a turning head, which no cylinder has', () => {
    for (const seed of [11, 12, 13]) {
      const { from, to, depth, alive } = turned(seed, bowl);
      expect(fitParallax(from, to, depth, alive, 'cylinder')?.x).toBeCloseTo(Math.sin(TURN), 1);
    }
  });
});
