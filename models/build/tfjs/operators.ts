import { ModelBuildError } from '../../files/build-error.ts';
import type { ChannelLastGraph } from '../onnx/channel-last-graph.ts';
import { permute } from '../onnx/permute.ts';
import { asConstant, asTensor, type TensorValue, type Value } from '../onnx/value.ts';
import type { GraphNode } from './graph-model.ts';
import { paddingOf, requireChannelLast, spatial, unsupported } from './node-attributes.ts';

/** Inputs of an operator: the node, its inputs' values, the graph it writes to, and the batch the model declares. */
export interface OperatorContext {
  readonly node: GraphNode;
  readonly inputs: readonly Value[];
  readonly graph: ChannelLastGraph;
  readonly declaredBatch: number;
}

type Operator = (context: OperatorContext) => TensorValue;

/** The operators of TensorFlow that the models use, by name. */
export const OPERATORS: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ['_FusedConv2D', fusedConvolution],
  ['DepthwiseConv2dNative', depthwiseConvolution],
  ['AddV2', (context) => context.graph.binary('Add', input(context, 0), input(context, 1))],
  ['Relu', (context) => context.graph.unary('Relu', tensor(context, 0))],
  ['Sigmoid', (context) => context.graph.unary('Sigmoid', tensor(context, 0))],
  ['Prelu', (context) => context.graph.prelu(tensor(context, 0), constant(context, 1))],
  ['Identity', (context) => tensor(context, 0)],
  ['MaxPool', maxPool],
  ['Pad', pad],
  ['Reshape', reshape],
]);

function fusedConvolution(context: OperatorContext): TensorValue {
  const { node, graph } = context;
  requireChannelLast(node);
  const [first, activation, ...more] = node.attr['fused_ops']?.list?.s ?? [];
  if (first !== 'BiasAdd' || more.length > 0) {
    throw unsupported(node, `fused operators ${first}, ${activation}, ${more.join()}`);
  }
  const convolved = graph.convolution(tensor(context, 0), {
    filter: permute(rank4(constant(context, 1), node), [3, 2, 0, 1]),
    bias: constant(context, 2),
    strides: spatial(node, 'strides'),
    dilations: spatial(node, 'dilations', [1, 1]),
    groups: 1,
    padding: paddingOf(node),
  });
  switch (activation) {
    case undefined:
      return convolved;
    case 'Relu':
      return graph.unary('Relu', convolved);
    case 'Prelu':
      return graph.prelu(convolved, constant(context, 3));
    default:
      throw unsupported(node, `the activation ${activation}`);
  }
}

/** Filter [height, width, channels, multiplier]; ONNX expects [channels * multiplier, 1, height, width]. */
function depthwiseConvolution(context: OperatorContext): TensorValue {
  const { node, graph } = context;
  requireChannelLast(node);
  const { shape, data } = permute(rank4(constant(context, 1), node), [2, 3, 0, 1]);
  const [channels = 0, multiplier = 0, height = 0, width = 0] = shape;
  return graph.convolution(tensor(context, 0), {
    filter: { shape: [channels * multiplier, 1, height, width], data },
    strides: spatial(node, 'strides'),
    dilations: spatial(node, 'dilations', [1, 1]),
    groups: channels,
    padding: paddingOf(node),
  });
}

function maxPool(context: OperatorContext): TensorValue {
  const { node, graph } = context;
  requireChannelLast(node);
  return graph.pool('MaxPool', tensor(context, 0), {
    size: spatial(node, 'ksize'),
    strides: spatial(node, 'strides'),
    padding: paddingOf(node),
  });
}

function pad(context: OperatorContext): TensorValue {
  const { data } = constant(context, 1);
  const pairs = Array.from({ length: data.length / 2 }, (_, axis): [number, number] => [
    data[2 * axis] ?? 0,
    data[2 * axis + 1] ?? 0,
  ]);
  return context.graph.pad(tensor(context, 0), pairs);
}

/**
 * The batch stays the first axis. A target shape that contains the declared batch length keeps the length of the input
 * instead.
 */
function reshape(context: OperatorContext): TensorValue {
  const [batch = 0, ...rest] = constant(context, 1).data;
  if (batch !== context.declaredBatch && batch !== -1) throw unsupported(context.node, `a first axis of ${batch}`);
  if (rest.some((length) => length < 1)) throw unsupported(context.node, `the target [${batch},${rest.join()}]`);
  return context.graph.reshape(tensor(context, 0), [0, ...rest]);
}

function rank4<T extends { readonly shape: readonly number[] }>(filter: T, node: GraphNode): T {
  if (filter.shape.length !== 4) throw unsupported(node, `a filter of rank ${filter.shape.length}`);
  return filter;
}

function input({ node, inputs }: OperatorContext, index: number): Value {
  const value = inputs[index];
  if (value === undefined) throw new ModelBuildError('format-invalid', `${node.name} has no input ${index}`);
  return value;
}

function tensor(context: OperatorContext, index: number): TensorValue {
  return asTensor(input(context, index), `input ${index} of ${context.node.name}`);
}

function constant(context: OperatorContext, index: number): ReturnType<typeof asConstant> {
  return asConstant(input(context, index), `input ${index} of ${context.node.name}`);
}
