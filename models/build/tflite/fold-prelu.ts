import { ARITHMETIC_OPTIONS, NO_ACTIVATION } from './schema.ts';
import type { TfliteModel, TfliteOperator } from './tflite-model.ts';

/** Name of the operator that `foldPrelu` creates: inputs x and k. */
export const SPELT_OUT_PRELU = 'relu(x) + k (x - |x|)';

/**
 * Some exporters write a PReLU as `relu(x) + k (x - |x|)`, five operators. Each such group whose intermediate tensors
 * have no other reader becomes one operator, `SPELT_OUT_PRELU`, in the place of the last one. Its slope is 2 k.
 */
export function foldPrelu({ operators, tensors, outputs }: TfliteModel): readonly TfliteOperator[] {
  const makers = new Map(operators.map((operator) => [operator.output, operator]));
  const readers = new Map<number, number>();
  for (const index of [...outputs, ...operators.flatMap(({ inputs }) => inputs)]) {
    readers.set(index, (readers.get(index) ?? 0) + 1);
  }
  /** The operator of that name that produces a tensor with a single reader. */
  const step = (name: string, tensor: number | undefined): TfliteOperator | undefined => {
    const maker = tensor === undefined || readers.get(tensor) !== 1 ? undefined : makers.get(tensor);
    return maker?.name === name && isPlain(maker) ? maker : undefined;
  };
  const isConstant = (tensor: number): boolean => tensors[tensor]?.constant instanceof Float32Array;

  const folded = new Map<TfliteOperator, TfliteOperator | undefined>();
  for (const add of operators) {
    if (add.name !== 'ADD' || !isPlain(add)) continue;
    for (const [positive, negative] of bothWays(add.inputs)) {
      const relu = step('RELU', positive);
      const multiply = step('MUL', negative);
      for (const [slope, difference] of bothWays(multiply?.inputs ?? [])) {
        const subtract = step('SUB', difference);
        const absolute = step('ABS', subtract?.inputs[1]);
        const [x] = relu?.inputs ?? [];
        if (!relu || !multiply || !subtract || !absolute || x === undefined || !isConstant(slope)) continue;
        if (subtract.inputs[0] !== x || absolute.inputs[0] !== x) continue;
        for (const part of [relu, absolute, subtract, multiply]) folded.set(part, undefined);
        folded.set(add, { name: SPELT_OUT_PRELU, inputs: [x, slope], output: add.output, options: null });
      }
    }
  }
  return operators.flatMap((operator) => {
    const replaced = folded.has(operator) ? folded.get(operator) : operator;
    return replaced === undefined ? [] : [replaced];
  });
}

/** Whether the operator has no activation fused into it. ReLU and absolute value have no options. */
function isPlain({ name, options }: TfliteOperator): boolean {
  const plain = name === 'RELU' || name === 'ABS' || options === null;
  return plain || options.int8(ARITHMETIC_OPTIONS.activation, NO_ACTIVATION) === NO_ACTIVATION;
}

/** A pair of operands, in both orders. */
function bothWays([one, other]: readonly number[]): [number, number][] {
  return one === undefined || other === undefined
    ? []
    : [
        [one, other],
        [other, one],
      ];
}
