import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { similarity } from '../../../models/face/similarity.ts';

describe('similarity', () => {
  it('solves a worked example: a quarter turn, doubled, shifted by (10, 20)', () => {
    const { a, b, c, d, e, f } = similarity([0, 0, 1, 0, 0, 1], [10, 20, 10, 22, 8, 20]);
    for (const [value, expected] of [
      [a, 0],
      [b, -2],
      [c, 10],
      [d, 2],
      [e, 0],
      [f, 20],
    ] as const)
      expect(value).toBeCloseTo(expected, 12);
  });

  it('is the least-squares solution of an overdetermined example', () => {
    // Computed by hand: four corners of a square, with one target moved by (4, 0); sum of x u + y v is 4 + 2.
    const { a, d, c, f } = similarity([-1, -1, 1, -1, 1, 1, -1, 1], [-1, -1, 1, -1, 5, 1, -1, 1]);
    expect(a).toBeCloseTo((8 + 4) / 8, 12);
    expect(d).toBeCloseTo(-4 / 8, 12);
    expect([c, f]).toEqual([1, 0]);
  });

  it('recovers any turn, scale and shift', () => {
    const size = fc.double({ min: 0.01, max: 100, noNaN: true });
    const shift = fc.double({ min: -1_000, max: 1_000, noNaN: true });
    const angle = fc.double({ min: -Math.PI, max: Math.PI, noNaN: true });
    fc.assert(
      fc.property(size, angle, shift, shift, (scale, turn, right, down) => {
        const from = [38, 52, 74, 51, 56, 72, 42, 92, 71, 92];
        const cosine = scale * Math.cos(turn);
        const sine = scale * Math.sin(turn);
        const to = from.flatMap((x, at) => {
          const y = from[at + 1] ?? 0;
          return at % 2 === 1 ? [] : [cosine * x - sine * y + right, sine * x + cosine * y + down];
        });
        const found = similarity(from, to);
        expect(found.a).toBeCloseTo(cosine, 6);
        expect(found.d).toBeCloseTo(sine, 6);
      }),
    );
  });

  it.each([
    ['lists of different lengths', [0, 0, 1, 1], [0, 0]],
    ['a single point', [1, 2], [1, 2]],
    ['points that coincide', [3, 3, 3, 3], [0, 0, 1, 1]],
  ])('refuses %s', (_, from, to) => {
    expect(() => similarity(from, to)).toThrow(RangeError);
  });
});
