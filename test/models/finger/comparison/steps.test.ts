import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { candidatePairs } from '../../../../models/finger/comparison/candidate-pairs.ts';
import { convexHull, squaredDistanceToHull } from '../../../../models/finger/comparison/convex-hull.ts';
import { cylinderSimilarity } from '../../../../models/finger/comparison/cylinder-similarity.ts';
import { buildCylinders } from '../../../../models/finger/comparison/cylinders.ts';
import { gatherEvidence } from '../../../../models/finger/comparison/evidence.ts';
import { unpackPicture } from '../../../../models/finger/comparison/picture.ts';
import { fitMotion } from '../../../../models/finger/comparison/rigid-motion.ts';
import { shiftAt, stretchField } from '../../../../models/finger/comparison/stretch-field.ts';
import { createComparisonWorkspace } from '../../../../models/finger/comparison/workspace.ts';
import type { Minutia } from '../../../../models/finger/minutia.ts';
import { minutiaList } from '../../../../models/finger/minutia-list.ts';
import { seededRandom } from '../../../../hardware/simulation/seeded-random.ts';

const scattered = (seed: number, count = 40): Minutia[] => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => ({
    x: Math.round(60 + 250 * random()),
    y: Math.round(60 + 300 * random()),
    direction: 2 * Math.PI * random() - Math.PI,
    kind: 'ending',
    quality: 0.8,
  }));
};

/** The same minutiae on a finger rotated about (200, 200), then shifted. */
const moved = (minutiae: readonly Minutia[], turn: number, dx: number, dy: number): Minutia[] =>
  minutiae.map(({ x, y, direction, ...rest }) => ({
    ...rest,
    x: 200 + Math.cos(turn) * (x - 200) - Math.sin(turn) * (y - 200) + dx,
    y: 200 + Math.sin(turn) * (x - 200) + Math.cos(turn) * (y - 200) + dy,
    direction: direction + turn,
  }));

const described = (minutiae: readonly Minutia[]) => {
  const list = minutiaList(minutiae);
  return { minutiae: list, cylinders: buildCylinders(list), pattern: null };
};

describe('convex hull', () => {
  test('contains every point, and gives correct distances outside of a square', () => {
    const hull = convexHull(minutiaList(scattered(5)));
    for (const { x, y } of scattered(5)) expect(squaredDistanceToHull(hull, x, y)).toBeLessThan(1e-6);
    const square = convexHull(
      minutiaList([10, 110].flatMap((x) => [20, 120].map((y) => ({ ...scattered(1, 1)[0]!, x, y })))),
    );
    expect(squaredDistanceToHull(square, 60, 70)).toBe(0);
    expect(squaredDistanceToHull(square, 60, 150)).toBeCloseTo(900, 5);
    expect(squaredDistanceToHull(square, 113, 124)).toBeCloseTo(25, 5);
  });
});

describe('cylinders', () => {
  test('of a rotated and shifted finger are almost equal, those of other minutiae are not', () => {
    const [one, other] = [described(scattered(1)), described(moved(scattered(1), 0.7, 15, -9))];
    const workspace = createComparisonWorkspace();
    const { similarity } = workspace;
    cylinderSimilarity(one, other, workspace);
    const usable = Array.from({ length: 40 }, (_, at) => at).filter((at) => one.cylinders.usable[at] === 1);
    expect(usable.length).toBeGreaterThan(20);
    const own = usable.map((at) => similarity[at * 40 + at]!);
    const others = usable.flatMap((at) => usable.filter((by) => by !== at).map((by) => similarity[at * 40 + by]!));
    expect(Math.min(...own)).toBeGreaterThan(0.6);
    expect(others.reduce((sum, value) => sum + value, 0) / others.length).toBeLessThan(0.35);
  });
  test('give a symmetric similarity between 0 and 1, and 1 for a cylinder with itself', () => {
    const workspace = createComparisonWorkspace();
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 3, max: 30 }), (seed, count) => {
        const [one, other] = [described(scattered(seed, count)), described(scattered(seed + 1, count))];
        const similarityOf = (a: typeof one, b: typeof one): Float32Array => {
          cylinderSimilarity(a, b, workspace);
          return workspace.similarity.slice(0, count * count);
        };
        const [there, back, self] = [similarityOf(one, other), similarityOf(other, one), similarityOf(one, one)];
        for (let a = 0; a < count; a++) {
          const words = one.cylinders.bits.length / count;
          const alone = one.cylinders.bits.subarray(a * words, (a + 1) * words).every((word) => word === 0);
          if (one.cylinders.usable[a] === 1 && !alone) expect(self[a * count + a]).toBeCloseTo(1, 5);
          for (let b = 0; b < count; b++) {
            const value = there[a * count + b]!;
            expect(value).toBeGreaterThanOrEqual(0);
            expect(value).toBeLessThanOrEqual(1);
            expect(back[b * count + a]).toBeCloseTo(value, 5);
          }
        }
      }),
      { numRuns: 25 },
    );
  });
});

describe('candidate pairs', () => {
  test('take each minutia once, the most similar first', () => {
    const pairs = candidatePairs(Float32Array.of(0.9, 0.8, 0.2, 0.85, 0.3, 0.1), 2, 3, new Int32Array(6));
    expect(pairs.one).toEqual([0, 1]);
    expect(pairs.other).toEqual([0, 1]);
    expect(pairs.similarity.map((value) => value.toFixed(2))).toEqual(['0.90', '0.30']);
  });
});

describe('motion and stretch between two prints', () => {
  test('are recovered from pairs of minutiae', () => {
    const minutiae = scattered(9);
    const [one, other] = [minutiaList(minutiae), minutiaList(moved(minutiae, -0.6, 31, 12))];
    const all = minutiae.map((_, at) => at);
    const pairs = { one: all, other: all, weight: all.map(() => 1) };
    const motion = fitMotion(one, other, pairs);
    expect(motion.turn).toBeCloseTo(-0.6, 1);
    const field = stretchField(one, other, motion, pairs);
    const { dx, dy } = shiftAt(field, 200, 200);
    expect(Math.hypot(dx, dy)).toBeLessThan(1);
    expect(shiftAt(field, 5000, 5000)).toEqual({ dx: 0, dy: 0 });
  });
});

describe('evidence from minutiae', () => {
  const workspace = createComparisonWorkspace();
  const evidence = (one: readonly Minutia[], other: readonly Minutia[]) =>
    gatherEvidence(described(one), described(other), workspace);

  test('distinguishes a rotated finger from another one', () => {
    for (let seed = 1; seed <= 8; seed++) {
      const same = evidence(scattered(seed), moved(scattered(seed), 0.5, 20, 8));
      const different = evidence(scattered(seed), moved(scattered(seed + 100), 0.5, 20, 8));
      expect(same.minutiae).toBeGreaterThan(5 * different.minutiae);
      expect(same.paired).toBeGreaterThan(30);
      expect(different.paired).toBeLessThan(20);
    }
  });
  test('tolerates missing, false and displaced minutiae', () => {
    const finger = scattered(21);
    const random = seededRandom(4);
    const shaken = moved(finger.slice(8), -0.3, 5, 5).map((minutia) => ({
      ...minutia,
      x: minutia.x + 4 * random() - 2,
      y: minutia.y + 4 * random() - 2,
    }));
    const same = evidence(finger, [...shaken, ...scattered(77, 8)]);
    expect(same.minutiae).toBeGreaterThan(2 * evidence(finger, scattered(78)).minutiae);
  });
  test('is finite and bounded for few, crowded and coincident minutiae', () => {
    const point = fc.record({
      x: fc.integer({ min: 0, max: 400 }),
      y: fc.integer({ min: 0, max: 400 }),
      direction: fc.double({ min: -Math.PI, max: Math.PI, noNaN: true }),
      kind: fc.constantFrom('ending', 'bifurcation', 'unknown'),
      quality: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    const prints = fc.array(point, { maxLength: 25 });
    fc.assert(
      fc.property(prints, prints, (one, other) => {
        const found = evidence(one, other);
        for (const value of Object.values(found)) expect(Number.isFinite(value)).toBe(true);
        expect(found.paired).toBeLessThanOrEqual(Math.min(one.length, other.length));
      }),
      { numRuns: 60 },
    );
  });
});

describe('the ridge picture of a template', () => {
  test('is unpacked to its levels inside the print and 0 outside', () => {
    const picture = new Int8Array(64);
    unpackPicture(
      { width: 8, height: 8, levels: new Uint8Array(16).fill(0b11_10_01_00), directions: Uint8Array.of(1, 0, 0, 9) },
      picture,
    );
    expect([...picture.subarray(0, 8)]).toEqual([-3, -1, 1, 3, 0, 0, 0, 0]);
    expect([...picture.subarray(56, 64)]).toEqual([0, 0, 0, 0, -3, -1, 1, 3]);
  });
});
