import type { ChannelLastGraph, Padding } from '../onnx/channel-last-graph.ts';
import { type Constant, permute } from '../onnx/permute.ts';
import type { TensorValue } from '../onnx/value.ts';

/** Finds a weight by name. Throws when it is missing. */
export type WeightLookup = (name: string) => Constant;

/** An image tensor with its side and channels, which face-api's shortcuts depend on. */
export interface Activation {
  readonly tensor: TensorValue;
  readonly sidePx: number;
  readonly channels: number;
}

const KERNEL = 3;
const NONE = [0, 0] as const;

/** Sides after a window of `kernel` without padding. */
const validSide = (sidePx: number, kernel: number, stride: number): number =>
  Math.floor((sidePx - kernel) / stride) + 1;

/** The layers of face-api's FaceRecognitionNet. Each method adds one layer to the graph. */
export class RecognitionLayers {
  readonly #graph: ChannelLastGraph;
  readonly #weight: WeightLookup;

  constructor(graph: ChannelLastGraph, weight: WeightLookup) {
    this.#graph = graph;
    this.#weight = weight;
  }

  /** A 7x7 convolution of stride 2, ReLU, and a 3x3 maximum of stride 2: from 150 px to 35 px. */
  stem({ tensor, sidePx }: Activation, name: string): Activation {
    const convolved = this.#graph.unary('Relu', this.#convolution(tensor, name, 2, 'valid'));
    const pooled = this.#graph.pool('MaxPool', convolved, {
      size: [KERNEL, KERNEL],
      strides: [2, 2],
      padding: 'valid',
    });
    return {
      tensor: pooled,
      sidePx: validSide(validSide(sidePx, 7, 2), KERNEL, 2),
      channels: this.#weight(`${name}/conv/bias`).data.length,
    };
  }

  /** A residual block: two convolutions, plus the input. */
  residual(input: Activation, name: string): Activation {
    const sum = this.#graph.binary('Add', this.#pair(input.tensor, name, 1, 'same'), input.tensor);
    return { ...input, tensor: this.#graph.unary('Relu', sum) };
  }

  /**
   * A residual block that halves the image. The shortcut is a 2x2 mean whose missing channels are zeros; where it is one
   * pixel larger than the convolved branch, that branch gets zeros below and at the right.
   */
  residualDown({ tensor, sidePx, channels }: Activation, name: string): Activation {
    const outputChannels = this.#weight(`${name}/conv2/conv/bias`).data.length;
    const branchSide = validSide(sidePx, KERNEL, 2);
    const shortcutSide = validSide(sidePx, 2, 2);
    const missing = shortcutSide - branchSide;
    let branch = this.#pair(tensor, name, 2, 'valid');
    let shortcut = this.#graph.pool('AveragePool', tensor, { size: [2, 2], strides: [2, 2], padding: 'valid' });
    if (missing > 0) branch = this.#graph.pad(branch, [NONE, [0, missing], [0, missing], NONE]);
    const missingChannels = outputChannels - channels;
    if (missingChannels > 0) shortcut = this.#graph.pad(shortcut, [NONE, NONE, NONE, [0, missingChannels]]);
    const sum = this.#graph.binary('Add', shortcut, branch);
    return { tensor: this.#graph.unary('Relu', sum), sidePx: shortcutSide, channels: outputChannels };
  }

  #pair(input: TensorValue, name: string, stride: number, padding: Padding): TensorValue {
    const first = this.#graph.unary('Relu', this.#convolution(input, `${name}/conv1`, stride, padding));
    return this.#convolution(first, `${name}/conv2`, 1, 'same');
  }

  /** A convolution followed by a scale and shift of each channel, which are folded into its filter and bias. */
  #convolution(input: TensorValue, name: string, stride: number, padding: Padding): TensorValue {
    const filter = permute(this.#weight(`${name}/conv/filters`), [3, 2, 0, 1]);
    const bias = this.#weight(`${name}/conv/bias`);
    const scale = this.#weight(`${name}/scale/weights`).data;
    const shift = this.#weight(`${name}/scale/biases`).data;
    const perChannel = filter.data.length / scale.length;
    const factor = (channel: number): number => scale[channel] ?? Number.NaN;
    return this.#graph.convolution(input, {
      filter: { ...filter, data: filter.data.map((value, at) => value * factor(Math.floor(at / perChannel))) },
      bias: { ...bias, data: bias.data.map((value, at) => value * factor(at) + (shift[at] ?? Number.NaN)) },
      strides: [stride, stride],
      dilations: [1, 1],
      groups: 1,
      padding,
    });
  }
}
