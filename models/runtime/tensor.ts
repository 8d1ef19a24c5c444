import { ModelError } from './model-error.ts';

/** Float32 values in row-major order; `dims` are the lengths of the axes. */
export interface Tensor {
  readonly data: Float32Array;
  readonly dims: readonly number[];
}

/** Name of an input and the lengths of its axes. The first axis is the batch; "N" stands for any length from 1. */
export interface InputShape {
  readonly name: string;
  readonly shape: readonly ['N' | number, ...(readonly number[])];
}

/** Tensors by name. */
export type Tensors = Readonly<Record<string, Tensor>>;

/**
 * Checks that `inputs` match the manifest: the same names, the declared lengths, one batch length (1 or more) for all,
 * and the number of values that follows.
 * @throws ModelError `bad-input`
 */
export function checkInputs(
  { name, inputs: declared }: { readonly name: string; readonly inputs: readonly InputShape[] },
  inputs: Tensors,
): void {
  const unknown = Object.keys(inputs).find((key) => !declared.some((tensor) => tensor.name === key));
  if (unknown !== undefined) throw new ModelError('bad-input', `${name} has no input ${unknown}`);
  let batch: number | undefined;
  for (const tensor of declared) {
    const input = inputs[tensor.name];
    if (input === undefined) throw new ModelError('bad-input', `${name} needs the input ${tensor.name}`);
    checkInput(name, tensor, input);
    batch ??= input.dims[0];
    if (input.dims[0] !== batch) throw new ModelError('bad-input', `the inputs of ${name} differ in batch length`);
  }
}

function checkInput(model: string, { name, shape }: InputShape, { data, dims }: Tensor): void {
  const [declaredBatch, ...fixed] = shape;
  const [batch = 0, ...rest] = dims;
  const fits =
    Number.isInteger(batch) &&
    batch >= 1 &&
    (declaredBatch === 'N' || batch === declaredBatch) &&
    rest.length === fixed.length &&
    rest.every((length, axis) => length === fixed[axis]);
  if (!fits) {
    throw new ModelError('bad-input', `${model} expects ${name} of shape [${shape.join()}], not [${dims.join()}]`);
  }
  if (!(data instanceof Float32Array)) throw new ModelError('bad-input', `${model} expects ${name} as a Float32Array`);
  const count = dims.reduce((product, length) => product * length, 1);
  if (data.length !== count) {
    throw new ModelError(
      'bad-input',
      `${model}: ${name} of shape [${dims.join()}] needs ${count} values, not ${data.length}`,
    );
  }
}
