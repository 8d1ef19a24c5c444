import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { secretRotation } from '../../../../models/face/protection/rotation.ts';
import { madeKey } from './made-faces.ts';

const key = fc.uint8Array({ minLength: 32, maxLength: 32 });
const length = fc.integer({ min: 1, max: 40 });
const component = fc.double({ min: -1, max: 1, noNaN: true });
const vectors = length.chain((size) =>
  fc.tuple(
    fc.array(component, { minLength: size, maxLength: size }),
    fc.array(component, { minLength: size, maxLength: size }),
  ),
);

const dot = (one: ArrayLike<number>, other: ArrayLike<number>): number =>
  Array.from(one).reduce((sum, value, at) => sum + value * other[at]!, 0);

/** Its matrix; each column is a rotated axis. */
function columns(seed: number, size: number): Float64Array[] {
  const rotation = secretRotation(madeKey(seed), size);
  return Array.from({ length: size }, (_, axis) => {
    const vector = new Float64Array(size);
    vector[axis] = 1;
    rotation.rotate(vector);
    return vector;
  });
}

describe('secretRotation', () => {
  it('preserves norms and angles, and is invertible', () => {
    fc.assert(
      fc.property(key, vectors, (bytes, [one, other]) => {
        const rotation = secretRotation(bytes, one.length);
        const [a, b] = [Float64Array.from(one), Float64Array.from(other)];
        rotation.rotate(a);
        rotation.rotate(b);
        expect(dot(a, b)).toBeCloseTo(dot(one, other), 10);
        expect(dot(a, a)).toBeCloseTo(dot(one, one), 10);
        rotation.rotateBack(a);
        a.forEach((value, at) => expect(value).toBeCloseTo(one[at]!, 10));
      }),
    );
  });

  it('is an orthogonal matrix at the size of a face', () => {
    const matrix = columns(5, 704);
    const worst = Math.max(
      ...matrix.flatMap((column, at) =>
        [at, (at + 1) % 704, (at + 350) % 704].map((other) =>
          Math.abs(dot(column, matrix[other]!) - (other === at ? 1 : 0)),
        ),
      ),
    );
    expect(worst).toBeLessThan(1e-12);
  });

  it('is determined by the key, and changes with one bit of it', () => {
    const rotated = (bytes: Uint8Array): Float64Array => {
      const vector = new Float64Array(64);
      vector[0] = 1;
      secretRotation(bytes, 64).rotate(vector);
      return vector;
    };
    const one = madeKey(1);
    const other = one.slice();
    other[31] = other[31]! ^ 1;
    expect(rotated(one)).toEqual(rotated(one));
    expect(Math.abs(dot(rotated(one), rotated(other)))).toBeLessThan(0.6);
  });

  it('has entries and traces distributed by the Haar measure, with equally many reflections and rotations', () => {
    // In O(n) each entry has mean 0 and variance 1/n, the trace mean 0 and variance 1 (Diaconis and Shahshahani
    // 1994).
    const [size, draws] = [5, 4_000];
    const sums = new Float64Array(size * size);
    const squares = new Float64Array(size * size);
    let [trace, traceSquares, turns] = [0, 0, 0];
    for (let draw = 0; draw < draws; draw++) {
      const matrix = columns(draw, size);
      matrix.forEach((column, at) => {
        column.forEach((value, row) => {
          sums[at * size + row] = sums[at * size + row]! + value;
          squares[at * size + row] = squares[at * size + row]! + value * value;
        });
      });
      const own = matrix.reduce((sum, column, at) => sum + column[at]!, 0);
      trace += own;
      traceSquares += own * own;
      if (determinant(matrix.map((column) => Array.from(column))) > 0) turns++;
    }
    // Five standard errors: variance of a square is 2(n-1)/(n^2(n+2)), that of the trace's square about 2.
    for (const sum of sums) expect(Math.abs(sum / draws)).toBeLessThan(5 * Math.sqrt(1 / size / draws));
    const spread = Math.sqrt((2 * (size - 1)) / (size * size * (size + 2)) / draws);
    for (const square of squares) expect(Math.abs(square / draws - 1 / size)).toBeLessThan(5 * spread);
    expect(Math.abs(trace / draws)).toBeLessThan(5 / Math.sqrt(draws));
    expect(Math.abs(traceSquares / draws - 1)).toBeLessThan(5 * Math.sqrt(2 / draws));
    expect(Math.abs(turns / draws - 0.5)).toBeLessThan((5 * 0.5) / Math.sqrt(draws));
  });

  it('refuses use after wipe, and vectors of another length', () => {
    const rotation = secretRotation(madeKey(2), 8);
    const unusable = expect.objectContaining({ code: 'template-unusable' }) as Error;
    expect(() => rotation.rotate(new Float64Array(7))).toThrow(unusable);
    rotation.wipe();
    rotation.wipe();
    expect(() => rotation.rotate(new Float64Array(8))).toThrow(unusable);
    expect(() => rotation.rotateBack(new Float64Array(8))).toThrow(unusable);
  });
});

function determinant(rows: number[][]): number {
  let value = 1;
  for (let at = 0; at < rows.length; at++) {
    const pivot = rows.slice(at).reduce((best, row, index) => {
      return Math.abs(row[at]!) > Math.abs(rows[best]![at]!) ? at + index : best;
    }, at);
    if (pivot !== at) {
      [rows[at], rows[pivot]] = [rows[pivot]!, rows[at]!];
      value = -value;
    }
    value *= rows[at]![at]!;
    for (let below = at + 1; below < rows.length; below++) {
      const factor = rows[below]![at]! / rows[at]![at]!;
      for (let column = at; column < rows.length; column++) {
        rows[below]![column] = rows[below]![column]! - factor * rows[at]![column]!;
      }
    }
  }
  return value;
}
