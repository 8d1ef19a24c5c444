import { ModelBuildError } from '../build-error.ts';
import { type Attributes, int, ints, string } from './attribute.ts';
import { GraphBuilder } from './graph-builder.ts';
import type { Constant } from './permute.ts';
import type { Dimension } from './tensor-proto.ts';
import { broadcastAgainst, type TensorValue, TO_CHANNEL_FIRST, TO_CHANNEL_LAST, type Value } from './value.ts';

/** How a window treats the image's border: `same` pads as TensorFlow does (the odd pixel goes after), `valid` does not. */
export type Padding = 'same' | 'valid';

export interface Window {
  /** [height, width]. */
  readonly size: readonly [number, number];
  /** [vertical, horizontal]. */
  readonly strides: readonly [number, number];
  readonly padding: Padding;
}

export interface Convolution {
  /** Shape [output channels, input channels / groups, height, width]. */
  readonly filter: Constant;
  /** Shape [output channels]. */
  readonly bias?: Constant;
  readonly strides: readonly [number, number];
  readonly dilations: readonly [number, number];
  readonly groups: number;
  readonly padding: Padding;
}

/**
 * Writes the operators of a channel-last model (TensorFlow's order: batch, height, width, channel) as an ONNX graph.
 * ONNX convolves channel-first, so the graph is turned once where an image enters and once where a result leaves, and
 * everything between runs channel-first; constants are reordered when the graph is written.
 */
export class ChannelLastGraph {
  readonly #graph: GraphBuilder;
  /** Turned tensors by the name of the tensor they were turned from, so that none is turned twice. */
  readonly #turned = new Map<string, TensorValue>();

  constructor(name: string) {
    this.#graph = new GraphBuilder(name);
  }

  input(name: string, shape: readonly Dimension[]): TensorValue {
    return { kind: 'tensor', name: this.#graph.input(name, shape), rank: shape.length, channelFirst: false };
  }

  /** Makes `value` the graph output `name`, in the source model's order of axes. */
  output(value: TensorValue, name: string, shape: readonly Dimension[]): void {
    const last = this.#channelLast(value);
    if (last.rank !== shape.length) {
      throw new ModelBuildError('graph-invalid', `the output ${name} has rank ${last.rank}, not ${shape.length}`);
    }
    this.#graph.output(this.#graph.node('Identity', [last.name], {}, name), shape);
  }

  convolution(image: TensorValue, { filter, bias, strides, dilations, groups, padding }: Convolution): TensorValue {
    const input = this.#channelFirst(image);
    const inputs = [input.name, this.#graph.floats(filter.shape, filter.data)];
    if (bias !== undefined) inputs.push(this.#graph.floats(bias.shape, bias.data));
    return this.#like(input, 'Conv', inputs, {
      kernel_shape: ints(filter.shape.slice(2)),
      strides: ints(strides),
      dilations: ints(dilations),
      group: int(groups),
      auto_pad: autoPad(padding),
    });
  }

  pool(operator: 'MaxPool' | 'AveragePool', image: TensorValue, { size, strides, padding }: Window): TensorValue {
    const input = this.#channelFirst(image);
    return this.#like(input, operator, [input.name], {
      kernel_shape: ints(size),
      strides: ints(strides),
      auto_pad: autoPad(padding),
    });
  }

  /** An operator on each number by itself. */
  unary(operator: 'Relu' | 'Abs' | 'Sigmoid', value: TensorValue): TensorValue {
    return this.#like(value, operator, [value.name]);
  }

  /** An operator on pairs of numbers, with TensorFlow's broadcasting. At least one side must be a tensor. */
  binary(operator: 'Add' | 'Sub' | 'Mul', left: Value, right: Value): TensorValue {
    let [a, b] = [left, right];
    if (a.kind === 'tensor' && b.kind === 'tensor' && a.channelFirst !== b.channelFirst) {
      [a, b] = [this.#channelLast(a), this.#channelLast(b)];
    }
    const tensors = [a, b].filter((value) => value.kind === 'tensor');
    const [tensor] = tensors;
    if (tensor === undefined) throw new ModelBuildError('operator-unsupported', `${operator} of two constants`);
    const names = [a, b].map((value) => (value.kind === 'tensor' ? value.name : this.#broadcast(value, tensor)));
    return { ...this.#like(tensor, operator, names), rank: Math.max(...tensors.map(({ rank }) => rank)) };
  }

  /** `x` where x >= 0, `slope * x` elsewhere. */
  prelu(value: TensorValue, slope: Constant): TensorValue {
    return this.#like(value, 'PRelu', [value.name, this.#broadcast(slope, value)]);
  }

  /** Pads with zeros: one [before, after] pair for each axis, in the source model's order. */
  pad(value: TensorValue, paddings: readonly (readonly [number, number])[]): TensorValue {
    if (paddings.length !== value.rank) {
      throw new ModelBuildError('format-invalid', `${paddings.length} paddings for a tensor of rank ${value.rank}`);
    }
    const ordered = value.channelFirst ? TO_CHANNEL_FIRST.map((axis) => paddings[axis] ?? [0, 0]) : paddings;
    const amounts = [...ordered.map(([before]) => before), ...ordered.map(([, after]) => after)];
    return this.#like(value, 'Pad', [value.name, this.#graph.integers(amounts)]);
  }

  /** A new shape; 0 keeps the length of the same axis, -1 takes what is left. */
  reshape(value: TensorValue, shape: readonly number[]): TensorValue {
    const last = this.#channelLast(value);
    const name = this.#graph.node('Reshape', [last.name, this.#graph.integers(shape)]);
    return { kind: 'tensor', name, rank: shape.length, channelFirst: false };
  }

  /** The mean of each channel over the image: [batch, height, width, channels] to [batch, channels]. */
  imageMean(image: TensorValue): TensorValue {
    const input = this.#channelFirst(image);
    const name = this.#graph.node('ReduceMean', [input.name], { axes: ints([2, 3]), keepdims: int(0) });
    return { kind: 'tensor', name, rank: 2, channelFirst: false };
  }

  /** [batch, inputs] times a constant of shape [inputs, outputs]. */
  matrixProduct(value: TensorValue, matrix: Constant): TensorValue {
    return this.#like(value, 'MatMul', [value.name, this.#graph.floats(matrix.shape, matrix.data)]);
  }

  finish(): Uint8Array {
    return this.#graph.finish();
  }

  #like(value: TensorValue, operator: string, inputs: readonly string[], attributes: Attributes = {}): TensorValue {
    return { ...value, name: this.#graph.node(operator, inputs, attributes) };
  }

  #broadcast(constant: Constant, tensor: TensorValue): string {
    const aligned = broadcastAgainst(constant, tensor);
    return this.#graph.floats(aligned.shape, aligned.data);
  }

  #channelFirst(value: TensorValue): TensorValue {
    return value.channelFirst ? value : this.#turn(value, TO_CHANNEL_FIRST, true);
  }

  #channelLast(value: TensorValue): TensorValue {
    return value.channelFirst ? this.#turn(value, TO_CHANNEL_LAST, false) : value;
  }

  #turn(value: TensorValue, order: readonly number[], channelFirst: boolean): TensorValue {
    if (value.rank !== 4) throw new ModelBuildError('format-invalid', `an image of rank ${value.rank}, not 4`);
    const known = this.#turned.get(value.name);
    if (known !== undefined) return known;
    const turned: TensorValue = {
      ...value,
      name: this.#graph.node('Transpose', [value.name], { perm: ints(order) }),
      channelFirst,
    };
    this.#turned.set(value.name, turned);
    return turned;
  }
}

function autoPad(padding: Padding): ReturnType<typeof string> {
  return string(padding === 'same' ? 'SAME_UPPER' : 'VALID');
}
