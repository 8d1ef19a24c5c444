import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { symmetricEigenvectors } from './symmetric-eigen.ts';

describe('symmetricEigenvectors', () => {
  it('finds the eigenvectors of a matrix with a known solution', () => {
    const [first, second] = symmetricEigenvectors([
      [2, 1],
      [1, 2],
    ]);
    expect(first?.value).toBeCloseTo(3, 12);
    expect(second?.value).toBeCloseTo(1, 12);
    expect(first!.vector[0]! / first!.vector[1]!).toBeCloseTo(1, 12);
  });

  it('gives vectors of norm 1 that the matrix only scales, with the largest eigenvalue first', () => {
    const entries = fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: 25, maxLength: 25 });
    fc.assert(
      fc.property(entries, (values) => {
        const at = (row: number, column: number): number => values[5 * Math.min(row, column) + Math.max(row, column)]!;
        const matrix = [0, 1, 2, 3, 4].map((row) => [0, 1, 2, 3, 4].map((column) => at(row, column)));
        const found = symmetricEigenvectors(matrix);
        found.forEach(({ value, vector }, place) => {
          expect(vector.reduce((sum, entry) => sum + entry * entry, 0)).toBeCloseTo(1, 9);
          matrix.forEach((row, line) => {
            const stretched = row.reduce((sum, entry, column) => sum + entry * vector[column]!, 0);
            expect(stretched).toBeCloseTo(value * vector[line]!, 6);
          });
          expect(value).toBeLessThanOrEqual((found[place - 1]?.value ?? Infinity) + 1e-9);
        });
      }),
    );
  });
});
