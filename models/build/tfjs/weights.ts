import { z } from 'zod';
import { ModelBuildError } from '../../files/build-error.ts';
import { fromHalf } from './half-float.ts';

const MAX_WEIGHTS = 10_000;
const MAX_RANK = 8;

/**
 * One weight of a TensorFlow.js weights manifest: its values follow those of the weight before it in the binary file.
 * A quantised weight is stored as integers `q` and means `q * scale + min`, or as half-precision floats.
 */
export const weightSpec = z.object({
  name: z.string().min(1),
  shape: z.array(z.int().nonnegative()).max(MAX_RANK),
  dtype: z.enum(['float32', 'int32']),
  quantization: z
    .discriminatedUnion('dtype', [
      z.object({ dtype: z.literal('uint8'), scale: z.number(), min: z.number() }),
      z.object({ dtype: z.literal('float16') }),
    ])
    .optional(),
});
export type WeightSpec = z.infer<typeof weightSpec>;

export const weightsManifest = z
  .tuple([z.object({ paths: z.tuple([z.string()]), weights: z.array(weightSpec).max(MAX_WEIGHTS) })])
  .transform(([group]) => group.weights);

/** A weight's shape and values. Integers up to 2^24 are exact as float32; larger ones are refused. */
export interface Weight {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** How one stored value is read, by the name of its storage. */
const STORAGE = {
  float32: { bytes: 4, read: (view: DataView, offset: number) => view.getFloat32(offset, true) },
  int32: { bytes: 4, read: (view: DataView, offset: number) => view.getInt32(offset, true) },
  float16: { bytes: 2, read: (view: DataView, offset: number) => fromHalf(view.getUint16(offset, true)) },
  uint8: { bytes: 1, read: (view: DataView, offset: number) => view.getUint8(offset) },
} as const;

/**
 * Cuts a TensorFlow.js weight file into named weights and undoes their quantisation.
 * @throws ModelBuildError `format-invalid` when a name occurs twice or the length of the file differs from the sum of
 *   the specs
 */
export function decodeWeights(specs: readonly WeightSpec[], binary: Uint8Array): Map<string, Weight> {
  const view = new DataView(binary.buffer, binary.byteOffset, binary.byteLength);
  const weights = new Map<string, Weight>();
  let offset = 0;
  for (const spec of specs) {
    const { bytes, read } = STORAGE[spec.quantization?.dtype ?? spec.dtype];
    const count = spec.shape.reduce((product, dim) => product * dim, 1);
    if (!(count * bytes <= binary.byteLength - offset)) throw invalid(`the weight file ends inside ${spec.name}`);
    if (weights.has(spec.name)) throw invalid(`the weight ${spec.name} is defined twice`);
    const { scale, min } = spec.quantization?.dtype === 'uint8' ? spec.quantization : { scale: 1, min: 0 };
    const data = new Float32Array(count);
    for (let index = 0; index < count; index++) {
      const value = read(view, offset + index * bytes) * scale + min;
      if (spec.dtype === 'int32' && Math.abs(value) > 2 ** 24) throw invalid(`${spec.name} holds integers beyond 2^24`);
      data[index] = value;
    }
    weights.set(spec.name, { shape: spec.shape, data });
    offset += count * bytes;
  }
  if (offset !== binary.byteLength) throw invalid(`the weight file has ${binary.byteLength - offset} extra bytes`);
  return weights;
}

function invalid(message: string): ModelBuildError {
  return new ModelBuildError('format-invalid', message);
}
