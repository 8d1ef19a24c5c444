import { ModelBuildError } from '../../files/build-error.ts';
import type { ChannelLastGraph, Padding } from '../onnx/channel-last-graph.ts';
import { permute } from '../onnx/permute.ts';
import { asConstant, asTensor, type ConstantValue, type TensorValue, type Value } from '../onnx/value.ts';
import type { FlatTable } from './flat-table.ts';
import { POINTWISE_PAIR } from './fold-pointwise.ts';
import { SPELT_OUT_PRELU } from './fold-prelu.ts';
import { ARITHMETIC_OPTIONS, CONV_2D_OPTIONS, DEPTHWISE_CONV_2D_OPTIONS, NO_ACTIVATION, PADDING } from './schema.ts';
import type { TfliteOperator } from './tflite-model.ts';

/** Inputs of an operator: itself, its inputs' values, the graph it writes to, and the batch the model declares. */
export interface OperatorContext {
  readonly operator: TfliteOperator;
  readonly inputs: readonly (Value | null)[];
  readonly graph: ChannelLastGraph;
  readonly declaredBatch: number;
}

/** The operators of TensorFlow Lite that the models use, by name. */
export const OPERATORS: ReadonlyMap<string, (context: OperatorContext) => TensorValue> = new Map([
  ['CONV_2D', convolution],
  ['DEPTHWISE_CONV_2D', depthwiseConvolution],
  ['RELU', (context: OperatorContext) => context.graph.unary('Relu', tensor(context, 0))],
  ['ABS', (context: OperatorContext) => context.graph.unary('Abs', tensor(context, 0))],
  ['ADD', arithmetic('Add')],
  ['SUB', arithmetic('Sub')],
  ['MUL', arithmetic('Mul')],
  ['RESHAPE', reshape],
  [SPELT_OUT_PRELU, speltOutPrelu],
  [POINTWISE_PAIR, pointwisePair],
]);

/** Filter [output channels, height, width, input channels]. */
function convolution(context: OperatorContext): TensorValue {
  const options = optionsOf(context);
  requireNoActivation(context, options, CONV_2D_OPTIONS.activation);
  return context.graph.convolution(tensor(context, 0), {
    filter: permute(filterOf(context), [0, 3, 1, 2]),
    bias: constant(context, 2),
    ...windowOf(context, options, CONV_2D_OPTIONS),
    groups: 1,
  });
}

/** Filter [1, height, width, output channels]; ONNX expects [output channels, 1, height, width]. */
function depthwiseConvolution(context: OperatorContext): TensorValue {
  const options = optionsOf(context);
  requireNoActivation(context, options, DEPTHWISE_CONV_2D_OPTIONS.activation);
  const filter = permute(filterOf(context), [3, 0, 1, 2]);
  return context.graph.convolution(tensor(context, 0), {
    filter,
    bias: constant(context, 2),
    ...windowOf(context, options, DEPTHWISE_CONV_2D_OPTIONS),
    groups: filter.shape[0] ?? 0,
  });
}

function arithmetic(name: 'Add' | 'Sub' | 'Mul'): (context: OperatorContext) => TensorValue {
  return (context) => {
    const { options } = context.operator;
    if (options !== null) requireNoActivation(context, options, ARITHMETIC_OPTIONS.activation);
    return context.graph.binary(name, input(context, 0), input(context, 1));
  };
}

/** `relu(x) + k (x - |x|)` is x above zero and 2 k x below. */
function speltOutPrelu(context: OperatorContext): TensorValue {
  const { shape, data } = constant(context, 1);
  return context.graph.prelu(tensor(context, 0), { shape, data: data.map((factor) => 2 * factor) });
}

/** `B (A x + a) + b` is `(B A) x + (B a + b)`, summed in float64. Filters are [output channels, 1, 1, input channels]. */
function pointwisePair(context: OperatorContext): TensorValue {
  const [first, firstBias, second, secondBias] = [1, 2, 3, 4].map((index) => constant(context, index).data);
  const [middles = 0, , , inputs = 0] = constant(context, 1).shape;
  const [outputs = 0] = constant(context, 3).shape;
  const filter = new Float32Array(outputs * inputs);
  const bias = new Float32Array(outputs);
  for (let output = 0; output < outputs; output++) {
    const sums = new Float64Array(inputs);
    let shift = secondBias?.[output] ?? Number.NaN;
    for (let middle = 0; middle < middles; middle++) {
      const factor = second?.[output * middles + middle] ?? Number.NaN;
      shift += factor * (firstBias?.[middle] ?? Number.NaN);
      for (let input = 0; input < inputs; input++) {
        sums[input] = (sums[input] ?? 0) + factor * (first?.[middle * inputs + input] ?? Number.NaN);
      }
    }
    filter.set(sums, output * inputs);
    bias[output] = shift;
  }
  return context.graph.convolution(tensor(context, 0), {
    filter: { shape: [outputs, inputs, 1, 1], data: filter },
    bias: { shape: [outputs], data: bias },
    strides: [1, 1],
    dilations: [1, 1],
    groups: 1,
    padding: 'valid',
  });
}

/** The batch stays the first axis and keeps the length of the input. */
function reshape(context: OperatorContext): TensorValue {
  const [batch = 0, ...rest] = constant(context, 1).data;
  if (batch !== context.declaredBatch || rest.some((length) => length < 1)) {
    throw unsupported(context, `the target [${batch},${rest.join()}]`);
  }
  return context.graph.reshape(tensor(context, 0), [0, ...rest]);
}

function filterOf(context: OperatorContext): ConstantValue {
  const filter = constant(context, 1);
  if (filter.shape.length !== 4) throw unsupported(context, `a filter of rank ${filter.shape.length}`);
  return filter;
}

type WindowFields = typeof CONV_2D_OPTIONS | typeof DEPTHWISE_CONV_2D_OPTIONS;

function windowOf(
  context: OperatorContext,
  options: FlatTable,
  fields: WindowFields,
): { strides: [number, number]; dilations: [number, number]; padding: Padding } {
  const padding = options.int8(fields.padding, PADDING.same);
  const strides: [number, number] = [options.int32(fields.strideHeight, 0), options.int32(fields.strideWidth, 0)];
  const dilations: [number, number] = [options.int32(fields.dilationHeight, 1), options.int32(fields.dilationWidth, 1)];
  if ([...strides, ...dilations].some((step) => step < 1)) {
    throw unsupported(context, `strides [${strides.join()}] and dilations [${dilations.join()}]`);
  }
  if (padding !== PADDING.same && padding !== PADDING.valid) throw unsupported(context, `padding ${padding}`);
  return { strides, dilations, padding: padding === PADDING.same ? 'same' : 'valid' };
}

function optionsOf(context: OperatorContext): FlatTable {
  const { options } = context.operator;
  if (options === null) throw new ModelBuildError('format-invalid', `${context.operator.name} has no options`);
  return options;
}

function requireNoActivation(context: OperatorContext, options: FlatTable, field: number): void {
  const activation = options.int8(field, NO_ACTIVATION);
  if (activation !== NO_ACTIVATION) throw unsupported(context, `the fused activation ${activation}`);
}

function input(context: OperatorContext, index: number): Value {
  const value = context.inputs[index] ?? null;
  if (value === null) throw new ModelBuildError('format-invalid', `${context.operator.name} has no input ${index}`);
  return value;
}

function tensor(context: OperatorContext, index: number): TensorValue {
  return asTensor(input(context, index), `input ${index} of ${context.operator.name}`);
}

function constant(context: OperatorContext, index: number): ConstantValue {
  return asConstant(input(context, index), `input ${index} of ${context.operator.name}`);
}

function unsupported({ operator }: OperatorContext, what: string): ModelBuildError {
  return new ModelBuildError('operator-unsupported', `${operator.name} with ${what}`);
}
