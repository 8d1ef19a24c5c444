import type { ManifestModel } from '../files/manifest.ts';
import type { Tensor } from '../runtime/session.ts';
import { FaceError } from './face-error.ts';
import type { PixelEncoding } from './warp.ts';

/** The named output, after checking that it has `length` floats. @throws FaceError `model-output` */
export function outputOf(outputs: Readonly<Record<string, Tensor>>, name: string, length: number): Float32Array {
  const tensor = outputs[name];
  if (tensor?.data.length !== length)
    throw new FaceError('model-output', `the network's output ${name} is not ${length} floats`);
  return tensor.data;
}

/** The pixel encoding of the model's only input. @throws FaceError `model-output` */
export function pixelEncodingOf({ inputs }: ManifestModel): PixelEncoding {
  const [input] = inputs;
  if (input === undefined) throw new FaceError('model-output', 'the manifest describes no input');
  return input.pixel;
}
