import { CONV_2D_OPTIONS, NO_ACTIVATION } from './schema.ts';
import type { TfliteModel, TfliteOperator } from './tflite-model.ts';

/**
 * Name of the operator that `foldPointwise` creates: inputs x, filter and bias of the first, filter and bias of the
 * second.
 */
export const POINTWISE_PAIR = 'two convolutions of one pixel';

/**
 * Two consecutive 1x1 convolutions are two matrix products, so they can be merged into one. Each such pair whose
 * intermediate tensor has no other reader becomes one operator, `POINTWISE_PAIR`, in the place of the second, unless
 * the merged filter would be larger than both (a bottleneck).
 */
export function foldPointwise(
  { tensors, outputs }: TfliteModel,
  operators: readonly TfliteOperator[],
): readonly TfliteOperator[] {
  const makers = new Map(operators.map((operator) => [operator.output, operator]));
  const read = [...outputs, ...operators.flatMap(({ inputs }) => inputs)];
  const weightsOf = ({ inputs }: TfliteOperator): number => tensors[inputs[1] ?? -1]?.constant?.length ?? 0;
  const isPointwise = ({ name, inputs, options }: TfliteOperator): boolean => {
    const [, height, width] = tensors[inputs[1] ?? -1]?.shape ?? [];
    return (
      name === 'CONV_2D' &&
      inputs.length === 3 &&
      height === 1 &&
      width === 1 &&
      options?.int32(CONV_2D_OPTIONS.strideHeight, 0) === 1 &&
      options.int32(CONV_2D_OPTIONS.strideWidth, 0) === 1 &&
      options.int8(CONV_2D_OPTIONS.activation, NO_ACTIVATION) === NO_ACTIVATION
    );
  };

  const firsts = new Map<TfliteOperator, TfliteOperator>();
  for (const second of operators) {
    const [middle = -1] = second.inputs;
    const first = makers.get(middle);
    if (first === undefined || !isPointwise(first) || !isPointwise(second) || firsts.has(first)) continue;
    const inputs = tensors[first.inputs[1] ?? -1]?.shape[3] ?? 0;
    const outputsOfPair = tensors[second.inputs[1] ?? -1]?.shape[0] ?? 0;
    const isSmaller = inputs * outputsOfPair < weightsOf(first) + weightsOf(second);
    if (isSmaller && read.filter((tensor) => tensor === middle).length === 1) firsts.set(second, first);
  }
  const gone = new Set(firsts.values());
  return operators.flatMap((operator) => {
    const first = firsts.get(operator);
    if (first === undefined) return gone.has(operator) ? [] : [operator];
    const inputs = [...first.inputs, ...operator.inputs.slice(1)];
    return [{ name: POINTWISE_PAIR, inputs, output: operator.output, options: null }];
  });
}
