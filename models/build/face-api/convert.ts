import { ModelBuildError } from '../../files/build-error.ts';
import type { Conversion } from '../conversion.ts';
import { parseJsonFile } from '../json-file.ts';
import { ChannelLastGraph } from '../onnx/channel-last-graph.ts';
import type { Constant } from '../onnx/permute.ts';
import type { ConstantValue } from '../onnx/value.ts';
import { sourceFile } from '../source-files.ts';
import { decodeWeights, weightsManifest } from '../tfjs/weights.ts';
import { type Activation, RecognitionLayers } from './recognition-layers.ts';

/** Mean colour that face-api subtracts from each pixel (red, green, blue, 0..255), and its divisor. */
const MEAN_RGB = [122.782, 117.001, 104.298];
const PIXEL_SCALE = 1 / 255;
const IMAGE_SIDE_PX = 150;

/** The blocks after the stem, in order: `down` halves the image. The names are the names of the weights. */
const BLOCKS = [
  ...['conv32_1', 'conv32_2', 'conv32_3'].map((name) => ({ name, down: false })),
  { name: 'conv64_down', down: true },
  ...['conv64_1', 'conv64_2', 'conv64_3'].map((name) => ({ name, down: false })),
  { name: 'conv128_down', down: true },
  ...['conv128_1', 'conv128_2'].map((name) => ({ name, down: false })),
  { name: 'conv256_down', down: true },
  ...['conv256_1', 'conv256_2'].map((name) => ({ name, down: false })),
  { name: 'conv256_down_out', down: true },
] as const;

/**
 * Converts face-api's FaceRecognitionNet to ONNX. face-api publishes weights only, so the network, a residual net of
 * 29 convolutions, is written here layer by layer, as its `forwardInput` computes it.
 * @throws ModelBuildError `format-invalid` when a weight is missing
 */
export const convertRecognitionNet: Conversion = ({ name, inputs: [input], outputs: [output] }, files) => {
  if (input === undefined || output === undefined) {
    throw new ModelBuildError('format-invalid', `${name} has no tensors`);
  }
  const specs = parseJsonFile(sourceFile(files, 'topology'), weightsManifest, 'the face-api weights manifest');
  const weights = decodeWeights(specs, sourceFile(files, 'weights'));
  const weight = (weightName: string): Constant => {
    const found = weights.get(weightName);
    if (found === undefined) throw new ModelBuildError('format-invalid', `there is no weight ${weightName}`);
    return found;
  };
  const graph = new ChannelLastGraph(name);
  const layers = new RecognitionLayers(graph, weight);
  const centred = graph.binary('Sub', graph.input(input.name, input.shape), constant(MEAN_RGB));
  const scaled = graph.binary('Mul', centred, constant([PIXEL_SCALE]));
  const stem = layers.stem({ tensor: scaled, sidePx: IMAGE_SIDE_PX, channels: MEAN_RGB.length }, 'conv32_down');
  const features = BLOCKS.reduce<Activation>(
    (activation, block) =>
      block.down ? layers.residualDown(activation, block.name) : layers.residual(activation, block.name),
    stem,
  );
  graph.output(graph.matrixProduct(graph.imageMean(features.tensor), weight('fc')), output.name, output.shape);
  return graph.finish();
};

function constant(values: readonly number[]): ConstantValue {
  return { kind: 'constant', shape: [values.length], data: Float32Array.from(values) };
}
