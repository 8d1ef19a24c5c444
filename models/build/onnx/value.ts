import { ModelBuildError } from '../../files/build-error.ts';
import { type Constant, permute } from './permute.ts';

/**
 * A value of a channel-last source model while its graph is being written: a constant, or a tensor of the ONNX graph. A
 * tensor of rank 4 may be held channel-first in the graph (ONNX convolutions need this); `channelFirst` is true then. Source
 * models are always channel-last.
 */
export type Value = ConstantValue | TensorValue;

export interface ConstantValue extends Constant {
  readonly kind: 'constant';
}

export interface TensorValue {
  readonly kind: 'tensor';
  readonly name: string;
  readonly rank: number;
  readonly channelFirst: boolean;
  /** Length of the source's last axis. */
  readonly channels: number;
  /**
   * Padding channels after those of the source, which fill the last block of `CHANNEL_BLOCK`. Their values are not
   * used. 0 unless `channelFirst`.
   */
  readonly spare: number;
}

/**
 * ONNX Runtime computes convolutions in blocks of channels: 16 with AVX-512, 8 otherwise (MlasNchwcGetBlockSize). It
 * fills the last block itself, but pooling and the operators after it leave that layout when the number of channels is
 * not a multiple of the block.
 */
const CHANNEL_BLOCK = 16;

/** Number of channels to add so that the last block is full. 0 for fewer channels than one block. */
export function spareChannels(channels: number): number {
  return channels < CHANNEL_BLOCK ? 0 : (CHANNEL_BLOCK - (channels % CHANNEL_BLOCK)) % CHANNEL_BLOCK;
}

/** The constant with zeros after its values along one axis. */
export function extend({ shape, data }: Constant, axis: number, by: number): Constant {
  if (by === 0) return { shape, data };
  const length = shape[axis] ?? 0;
  const inner = shape.slice(axis + 1).reduce((product, dim) => product * dim, 1);
  const result = new Float32Array((data.length / length) * (length + by));
  for (let from = 0, to = 0; from < data.length; from += length * inner, to += (length + by) * inner) {
    result.set(data.subarray(from, from + length * inner), to);
  }
  return { shape: shape.with(axis, length + by), data: result };
}

/** Channel-last to channel-first, and back. */
export const TO_CHANNEL_FIRST = [0, 3, 1, 2] as const;
export const TO_CHANNEL_LAST = [0, 2, 3, 1] as const;

/**
 * A constant in the layout that broadcasting against `tensor` requires. A constant of shape [C] or [1,1,C] runs along
 * the channels, which are the second axis of a channel-first tensor.
 */
export function broadcastAgainst(constant: Constant, tensor: TensorValue): Constant {
  const { shape, data } = constant;
  if (data.length === 1) return { shape: [], data };
  if (!tensor.channelFirst) return constant;
  if (shape.length > 4) {
    throw new ModelBuildError('operator-unsupported', `a constant of rank ${shape.length} against an image tensor`);
  }
  const padded = [1, 1, 1, 1, ...shape].slice(-4);
  const turned = permute({ shape: padded, data }, TO_CHANNEL_FIRST);
  const reordered = turned.shape[1] === 1 ? turned : extend(turned, 1, tensor.spare);
  return { shape: shape.length === 4 ? reordered.shape : reordered.shape.slice(1), data: reordered.data };
}

/** The value as a constant. Some operands must be known when the graph is written. */
export function asConstant(value: Value, what: string): ConstantValue {
  if (value.kind === 'constant') return value;
  throw new ModelBuildError('operator-unsupported', `${what} must be a constant of the model`);
}

/** The value as a tensor. Some operators make no sense on a constant. */
export function asTensor(value: Value, what: string): TensorValue {
  if (value.kind === 'tensor') return value;
  throw new ModelBuildError('operator-unsupported', `${what} must not be a constant of the model`);
}
