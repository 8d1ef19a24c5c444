/**
 * Evaluates a TensorFlow Lite graph with plain loops, directly from the definitions of the operators, as the reference
 * for the converted model. It shares only the file reader with the converter; layout, padding, broadcasting and filter
 * order are implemented independently.
 */
import type { FlatTable } from '../../../../models/build/tflite/flat-table.ts';
import type { TfliteModel, TfliteOperator } from '../../../../models/build/tflite/tflite-model.ts';

export interface ReferenceTensor {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

/** Runs the model on one input and returns its first output. Computed in float64. */
export function interpret(model: TfliteModel, input: ReferenceTensor): ReferenceTensor {
  const values = new Map<number, ReferenceTensor>();
  model.tensors.forEach(({ shape, constant }, index) => {
    if (constant !== null) values.set(index, { shape, data: Float64Array.from(constant) });
  });
  values.set(at(model.inputs, 0), input);
  for (const operator of model.operators) {
    const inputs = operator.inputs.map((index) => must(values.get(index)));
    values.set(operator.output, must(KERNELS[operator.name])(operator, inputs));
  }
  return must(values.get(at(model.outputs, 0)));
}

type Kernel = (operator: TfliteOperator, inputs: readonly ReferenceTensor[]) => ReferenceTensor;

const KERNELS: Readonly<Record<string, Kernel>> = {
  CONV_2D: (operator, [image, filter, bias]) => {
    const [outputs = 0, , , inputs = 0] = must(filter).shape;
    return slide(operator, must(image), must(filter), must(bias), outputs, (channel) => ({
      from: 0,
      count: inputs,
      weight: (row, column, width, input) =>
        ((channel * must(filter).shape[1]! + row) * width + column) * inputs + input,
    }));
  },
  DEPTHWISE_CONV_2D: (operator, [image, filter, bias]) => {
    const channels = at(must(filter).shape, 3);
    return slide(operator, must(image), must(filter), must(bias), channels, (channel) => ({
      from: channel,
      count: 1,
      weight: (row, column, width) => (row * width + column) * channels + channel,
    }));
  },
  RELU: (_, [x]) => each(must(x), (value) => Math.max(0, value)),
  ABS: (_, [x]) => each(must(x), Math.abs),
  ADD: (_, [a, b]) => pairwise(must(a), must(b), (x, y) => x + y),
  SUB: (_, [a, b]) => pairwise(must(a), must(b), (x, y) => x - y),
  MUL: (_, [a, b]) => pairwise(must(a), must(b), (x, y) => x * y),
  RESHAPE: (_, [x]) => ({ shape: [1, must(x).data.length], data: must(x).data }),
};

interface Reach {
  /** First input channel, number of input channels, and the index of the filter's weight for one of them. */
  readonly from: number;
  readonly count: number;
  weight(row: number, column: number, width: number, input: number): number;
}

/** Slides a filter over a channel-last image, for `channels` output channels. */
function slide(
  operator: TfliteOperator,
  image: ReferenceTensor,
  filter: ReferenceTensor,
  bias: ReferenceTensor,
  channels: number,
  reach: (channel: number) => Reach,
): ReferenceTensor {
  const [batch = 0, height = 0, width = 0, depth = 0] = image.shape;
  const [, kernelHeight = 0, kernelWidth = 0] = filter.shape;
  const options = must(operator.options);
  const vertical = axis(height, kernelHeight, options.int32(2, 1), isSame(options));
  const horizontal = axis(width, kernelWidth, options.int32(1, 1), isSame(options));
  const data = new Float64Array(batch * vertical.length * horizontal.length * channels);
  let target = 0;
  for (let item = 0; item < batch; item++) {
    for (let y = 0; y < vertical.length; y++) {
      for (let x = 0; x < horizontal.length; x++) {
        for (let channel = 0; channel < channels; channel++) {
          const { from, count, weight } = reach(channel);
          let sum = bias.data[channel]!;
          for (let row = 0; row < kernelHeight; row++) {
            const sourceY = y * vertical.stride + row - vertical.before;
            if (sourceY < 0 || sourceY >= height) continue;
            for (let column = 0; column < kernelWidth; column++) {
              const sourceX = x * horizontal.stride + column - horizontal.before;
              if (sourceX < 0 || sourceX >= width) continue;
              const pixel = ((item * height + sourceY) * width + sourceX) * depth;
              for (let input = 0; input < count; input++) {
                sum += image.data[pixel + from + input]! * filter.data[weight(row, column, kernelWidth, input)]!;
              }
            }
          }
          data[target++] = sum;
        }
      }
    }
  }
  return { shape: [batch, vertical.length, horizontal.length, channels], data };
}

/**
 * SAME: ceil(length / stride) positions, padded evenly, an odd pixel at the end. VALID: only positions where the
 * filter fits.
 */
function axis(
  length: number,
  kernel: number,
  stride: number,
  same: boolean,
): { length: number; stride: number; before: number } {
  if (!same) return { length: Math.floor((length - kernel) / stride) + 1, stride, before: 0 };
  const places = Math.ceil(length / stride);
  return { length: places, stride, before: Math.floor(Math.max(0, (places - 1) * stride + kernel - length) / 2) };
}

function isSame(options: FlatTable): boolean {
  return options.int8(0, 0) === 0;
}

function each({ shape, data }: ReferenceTensor, operation: (value: number) => number): ReferenceTensor {
  return { shape, data: data.map(operation) };
}

/** Equal shapes, or one operand is broadcast along the last axis of the other. */
function pairwise(
  a: ReferenceTensor,
  b: ReferenceTensor,
  operation: (x: number, y: number) => number,
): ReferenceTensor {
  const { shape } = a.data.length >= b.data.length ? a : b;
  const length = Math.max(a.data.length, b.data.length);
  const data = new Float64Array(length);
  for (let index = 0; index < length; index++) {
    data[index] = operation(a.data[index % a.data.length]!, b.data[index % b.data.length]!);
  }
  return { shape, data };
}

function must<T>(value: T | null | undefined): T {
  if (value === undefined || value === null) throw new Error('the reference interpreter does not support this graph');
  return value;
}

function at(values: readonly number[], index: number): number {
  return must(values[index]);
}
