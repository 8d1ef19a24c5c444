import { ModelBuildError } from '../../files/build-error.ts';
import { type Attributes, int, ints, string } from '../../onnx/attribute.ts';
import { GraphBuilder } from '../../onnx/graph-builder.ts';
import type { Constant } from './permute.ts';
import type { Dimension } from '../../onnx/tensor-proto.ts';
import {
  broadcastAgainst,
  extend,
  spareChannels,
  type TensorValue,
  TO_CHANNEL_FIRST,
  TO_CHANNEL_LAST,
  type Value,
} from './value.ts';

/**
 * How a window treats the image border: `same` pads as TensorFlow does (an odd pixel is added at the end), `valid`
 * does not pad.
 */
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
 * ONNX convolves channel-first, so the graph transposes once where an image enters and once where a result leaves.
 * Everything between runs channel-first; constants are reordered when the graph is written.
 */
export class ChannelLastGraph {
  readonly #graph: GraphBuilder;
  /** Transposed tensors by the name of their source, so that each tensor is transposed once. */
  readonly #turned = new Map<string, TensorValue>();

  constructor(name: string) {
    this.#graph = new GraphBuilder(name);
  }

  input(name: string, shape: readonly Dimension[]): TensorValue {
    return channelLast(this.#graph.input(name, shape), shape);
  }

  /** Makes `value` the graph output `name`, in the source model's order of axes. */
  output(value: TensorValue, name: string, shape: readonly Dimension[]): void {
    const last = this.#channelLast(value);
    if (last.rank !== shape.length) {
      throw new ModelBuildError('graph-invalid', `the output ${name} has rank ${last.rank}, not ${shape.length}`);
    }
    this.#graph.output(this.#graph.node('Identity', [last.name], {}, name), shape);
  }

  convolution(image: TensorValue, convolution: Convolution): TensorValue {
    const { filter, bias, strides, dilations, groups, padding } = convolution;
    const input = this.#channelFirst(image);
    const [channels = 0, , ...size] = filter.shape;
    const shared = groups === 1;
    if (!shared && (groups !== input.channels || groups !== channels)) {
      throw new ModelBuildError(
        'operator-unsupported',
        `${groups} groups of ${input.channels} channels to ${channels}`,
      );
    }
    const spare = shared ? spareChannels(channels) : input.spare;
    const filled = extend(shared ? extend(filter, 1, input.spare) : filter, 0, spare);
    const inputs = [input.name, this.#floats(filled)];
    if (bias !== undefined) inputs.push(this.#floats(extend(bias, 0, spare)));
    const name = this.#graph.node('Conv', inputs, {
      kernel_shape: ints(size),
      strides: ints(strides),
      dilations: ints(dilations),
      group: int(shared ? 1 : channels + spare),
      auto_pad: autoPad(padding),
    });
    return { ...input, name, channels, spare };
  }

  pool(operator: 'MaxPool' | 'AveragePool', image: TensorValue, { size, strides, padding }: Window): TensorValue {
    const input = this.#channelFirst(image);
    return this.#like(input, operator, [input.name], {
      kernel_shape: ints(size),
      strides: ints(strides),
      auto_pad: autoPad(padding),
    });
  }

  /** An element-wise operator on one tensor. */
  unary(operator: 'Relu' | 'Abs' | 'Sigmoid', value: TensorValue): TensorValue {
    return this.#like(value, operator, [value.name]);
  }

  /** An element-wise operator on two values, with TensorFlow's broadcasting. At least one of them must be a tensor. */
  binary(operator: 'Add' | 'Sub' | 'Mul', left: Value, right: Value): TensorValue {
    let [a, b] = [left, right];
    if (a.kind === 'tensor' && b.kind === 'tensor' && a.channelFirst !== b.channelFirst) {
      [a, b] = [this.#channelLast(a), this.#channelLast(b)];
    }
    if (a.kind === 'tensor' && b.kind === 'tensor' && a.spare !== b.spare) {
      [a, b] = [this.#withoutSpare(a), this.#withoutSpare(b)];
    }
    const tensors = [a, b].filter((value) => value.kind === 'tensor');
    const [tensor] = tensors;
    if (tensor === undefined) throw new ModelBuildError('operator-unsupported', `${operator} of two constants`);
    const names = [a, b].map((value) => (value.kind === 'tensor' ? value.name : this.#broadcast(value, tensor)));
    return {
      ...this.#like(tensor, operator, names),
      rank: Math.max(...tensors.map(({ rank }) => rank)),
      channels: Math.max(...tensors.map(({ channels }) => channels)),
    };
  }

  /**
   * `x` where x >= 0, `slope * x` elsewhere. For an image with one slope per channel it is written as `slope x + (1 -
   * slope) relu(x)`, two 1x1 convolutions: ONNX Runtime has no blocked PRelu (README).
   */
  prelu(value: TensorValue, slope: Constant): TensorValue {
    if (!value.channelFirst || slope.data.length !== value.channels) {
      return this.#like(value, 'PRelu', [value.name, this.#broadcast(slope, value)]);
    }
    const rest = slope.data.map((factor) => 1 - factor);
    // While no slope is above 1, `(1 - slope) relu(x)` is `relu((1 - slope) x)`, which is one node of the runtime.
    const bent = rest.every((factor) => factor >= 0)
      ? this.unary('Relu', this.#scale(value, rest))
      : this.#scale(this.unary('Relu', value), rest);
    return this.binary('Add', bent, this.#scale(value, slope.data));
  }

  /**
   * Pads with zeros: one [before, after] pair for each axis, in the source model's order. An image is padded by a 1x1
   * convolution that copies it: ONNX Runtime has no blocked Pad.
   */
  pad(value: TensorValue, paddings: readonly (readonly [number, number])[]): TensorValue {
    if (paddings.length !== value.rank) {
      throw new ModelBuildError('format-invalid', `${paddings.length} paddings for a tensor of rank ${value.rank}`);
    }
    const [batch = NO_PADDING, rows = NO_PADDING, columns = NO_PADDING, depth = NO_PADDING] = paddings;
    const channels = value.channels + (paddings.at(-1) ?? NO_PADDING).reduce((sum, amount) => sum + amount);
    if (!value.channelFirst) {
      const amounts = [...paddings.map(([before]) => before), ...paddings.map(([, after]) => after)];
      return { ...this.#like(value, 'Pad', [value.name, this.#graph.integers(amounts)]), channels };
    }
    if ([...batch, ...depth].some((amount) => amount < 0) || batch.some((amount) => amount > 0)) {
      throw new ModelBuildError('operator-unsupported', `paddings [${paddings.join('; ')}] of an image`);
    }
    const spare = spareChannels(channels);
    const inputs = value.channels + value.spare;
    const copy = new Float32Array((channels + spare) * inputs);
    for (let channel = 0; channel < value.channels; channel++) copy[(depth[0] + channel) * inputs + channel] = 1;
    const filter = this.#graph.floats([channels + spare, inputs, 1, 1], copy);
    const pads = ints([rows[0], columns[0], rows[1], columns[1]]);
    return {
      ...this.#like(value, 'Conv', [value.name, filter], { kernel_shape: ints([1, 1]), pads }),
      channels,
      spare,
    };
  }

  /** A new shape; 0 keeps the length of the same axis, -1 takes the remaining length. */
  reshape(value: TensorValue, shape: readonly number[]): TensorValue {
    const last = this.#channelLast(value);
    const name = this.#graph.node('Reshape', [last.name, this.#graph.integers(shape)]);
    return channelLast(name, shape);
  }

  /** The mean of each channel over the image: [batch, height, width, channels] to [batch, channels]. */
  imageMean(image: TensorValue): TensorValue {
    const input = this.#withoutSpare(this.#channelFirst(image));
    const name = this.#graph.node('ReduceMean', [input.name], { axes: ints([2, 3]), keepdims: int(0) });
    return channelLast(name, ['N', input.channels]);
  }

  /** [batch, inputs] times a constant of shape [inputs, outputs]. */
  matrixProduct(value: TensorValue, matrix: Constant): TensorValue {
    const product = this.#like(value, 'MatMul', [value.name, this.#floats(matrix)]);
    return { ...product, channels: matrix.shape[1] ?? 0 };
  }

  finish(): Uint8Array {
    return this.#graph.finish();
  }

  #like(value: TensorValue, operator: string, inputs: readonly string[], attributes: Attributes = {}): TensorValue {
    return { ...value, name: this.#graph.node(operator, inputs, attributes) };
  }

  /** Multiplies each channel by its own factor, as a convolution. */
  #scale(value: TensorValue, factors: Float32Array): TensorValue {
    const filter = extend({ shape: [factors.length, 1, 1, 1], data: factors }, 0, value.spare);
    return this.#like(value, 'Conv', [value.name, this.#floats(filter)], {
      kernel_shape: ints([1, 1]),
      group: int(value.channels + value.spare),
    });
  }

  #broadcast(constant: Constant, tensor: TensorValue): string {
    return this.#floats(broadcastAgainst(constant, tensor));
  }

  #floats({ shape, data }: Constant): string {
    return this.#graph.floats(shape, data);
  }

  #withoutSpare(value: TensorValue): TensorValue {
    if (value.spare === 0) return value;
    const bounds = [[0], [value.channels], [1]].map((list) => this.#graph.integers(list));
    return { ...this.#like(value, 'Slice', [value.name, ...bounds]), spare: 0 };
  }

  #channelFirst(value: TensorValue): TensorValue {
    return value.channelFirst ? value : this.#turn(value, TO_CHANNEL_FIRST, true);
  }

  #channelLast(value: TensorValue): TensorValue {
    return value.channelFirst ? this.#turn(this.#withoutSpare(value), TO_CHANNEL_LAST, false) : value;
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

const NO_PADDING = [0, 0] as const;

function channelLast(name: string, shape: readonly Dimension[]): TensorValue {
  const channels = shape.at(-1);
  if (typeof channels !== 'number') throw new ModelBuildError('graph-invalid', `${name} has no fixed last axis`);
  return { kind: 'tensor', name, rank: shape.length, channelFirst: false, channels, spare: 0 };
}

function autoPad(padding: Padding): ReturnType<typeof string> {
  return string(padding === 'same' ? 'SAME_UPPER' : 'VALID');
}
