import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { permute } from '../../../../models/build/onnx/permute.ts';

describe('permute', () => {
  it('transposes a matrix', () => {
    expect(permute({ shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) }, [1, 0])).toEqual({
      shape: [3, 2],
      data: Float32Array.of(1, 4, 2, 5, 3, 6),
    });
  });

  it('moves each element to its reordered index', () => {
    const shapeAndOrder = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 }).chain((shape) =>
      fc.record({
        shape: fc.constant(shape),
        order: fc.shuffledSubarray(
          shape.map((_, axis) => axis),
          { minLength: shape.length },
        ),
      }),
    );
    fc.assert(
      fc.property(shapeAndOrder, ({ shape, order }) => {
        const data = Float32Array.from({ length: shape.reduce((product, dim) => product * dim, 1) }, (_, at) => at);
        const result = permute({ shape, data }, order);
        for (let at = 0; at < data.length; at++) {
          const index = indexOf(at, result.shape);
          const source = shape.map((_, axis) => index[order.indexOf(axis)]!);
          expect(result.data[at]).toBe(positionOf(source, shape));
        }
      }),
    );
  });

  it('refuses an order that is not a permutation of the axes', () => {
    expect(() => permute({ shape: [1, 1], data: new Float32Array(1) }, [0, 0])).toThrow(
      expect.objectContaining({ code: 'graph-invalid' }),
    );
  });
});

function indexOf(position: number, shape: readonly number[]): number[] {
  const index: number[] = [];
  let rest = position;
  for (const dim of [...shape].reverse()) {
    index.unshift(rest % dim);
    rest = Math.floor(rest / dim);
  }
  return index;
}

function positionOf(index: readonly number[], shape: readonly number[]): number {
  return index.reduce((position, value, axis) => position * shape[axis]! + value, 0);
}
