import { ModelBuildError } from '../../files/build-error.ts';

/** A constant tensor: its values in row-major order of `shape`. */
export interface Constant {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** Reorders a constant's axes: axis `i` of the result is axis `order[i]` of `constant`. */
export function permute(constant: Constant, order: readonly number[]): Constant {
  const { shape, data } = constant;
  if (order.length !== shape.length || shape.some((_, axis) => !order.includes(axis))) {
    throw new ModelBuildError('graph-invalid', `cannot reorder a tensor of rank ${shape.length} by [${order.join()}]`);
  }
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, dim) => product * dim, 1));
  const permuted = order.map((axis) => ({ dim: shape[axis] ?? 0, stride: strides[axis] ?? 0 }));
  const result = new Float32Array(data.length);
  const index = order.map(() => 0);
  let source = 0;
  for (let target = 0; target < result.length; target++) {
    result[target] = data[source] ?? 0;
    for (let axis = order.length - 1; axis >= 0; axis--) {
      const { dim, stride } = permuted[axis] ?? { dim: 0, stride: 0 };
      index[axis] = (index[axis] ?? 0) + 1;
      source += stride;
      if ((index[axis] ?? 0) < dim) break;
      index[axis] = 0;
      source -= stride * dim;
    }
  }
  return { shape: permuted.map(({ dim }) => dim), data: result };
}
