import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { solveSymmetric } from '../../../../models/face/presentation-attack/solve-symmetric.ts';

describe('solveSymmetric', () => {
  it('solves a worked example', () => {
    const vector = Float64Array.from([8, 10]);
    expect(solveSymmetric(Float64Array.from([4, 2, 2, 3]), vector)).toBe(true);
    expect([...vector].map((value) => value.toFixed(9))).toEqual(['0.500000000', '3.000000000']);
  });

  it('solves any system of independent rows', () => {
    const numbers = fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 25, maxLength: 25 });
    fc.assert(
      fc.property(numbers, (rows) => {
        const n = 5;
        const matrix = new Float64Array(n * n);
        for (let i = 0; i < n; i++) {
          for (let j = 0; j < n; j++) {
            let sum = i === j ? 1 : 0;
            for (let k = 0; k < n; k++) sum += (rows[k * n + i] ?? 0) * (rows[k * n + j] ?? 0);
            matrix[i * n + j] = sum;
          }
        }
        const answer = [1, -2, 3, -4, 5];
        const vector = Float64Array.from(answer, (_, i) =>
          answer.reduce((sum, value, j) => sum + value * (matrix[i * n + j] ?? 0), 0),
        );
        expect(solveSymmetric(matrix.slice(), vector)).toBe(true);
        vector.forEach((value, i) => expect(value).toBeCloseTo(answer[i] ?? 0, 6));
      }),
    );
  });

  it('refuses a singular matrix', () => {
    expect(solveSymmetric(Float64Array.from([1, 1, 1, 1]), Float64Array.from([1, 1]))).toBe(false);
    expect(solveSymmetric(new Float64Array(4), new Float64Array(2))).toBe(false);
    expect(solveSymmetric(new Float64Array(4).fill(Number.NaN), new Float64Array(2))).toBe(false);
  });
});
