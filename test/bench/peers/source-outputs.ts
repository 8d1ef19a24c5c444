/** Runs the models in their own formats, before conversion, in the packages that they were made for. */
import { dirname } from 'node:path';
import { modelFolders, sourcePath } from '../../../models/build/model-folders.ts';
import { sourceFile } from '../../../models/build/source-files.ts';
import type { ModelName } from '../../../models/files/manifest.ts';
import { keptModel } from '../../models/fixtures/kept-model.ts';
import { modelInput } from '../../models/fixtures/model-input.ts';
import type { ModelOutputs } from '../../models/fixtures/recorded-outputs.ts';
import { sampleImage } from '../../models/fixtures/sample-image.ts';
import { requireFrom } from '../../support/own-packages.ts';
import { openTensorFlow, type Tensor } from './tensorflow.ts';

/** The used part of @vladmandic/face-api. `tf` is the TensorFlow.js that `openTensorFlow` prepared. */
interface FaceApi {
  readonly version: string;
  readonly tf: { tensor3d(values: Float32Array, shape: readonly number[]): Tensor };
  readonly NetInput: new (images: readonly Tensor[]) => object;
  readonly FaceRecognitionNet: new () => {
    loadFromDisk(folder: string): Promise<void>;
    forwardInput(input: object): Tensor;
  };
}

/** A graph model in TensorFlow.js. */
export async function outputsInTensorFlow(name: ModelName, seed: number): Promise<ModelOutputs> {
  const tensorFlow = await openTensorFlow();
  const { model, files } = await keptModel(name);
  const { data, dims } = sampleImage(modelInput(model), 1, seed);
  const json = JSON.parse(Buffer.from(sourceFile(files, 'topology')).toString('utf8'));
  const graph = await tensorFlow.loadGraphModel({
    load: async () => ({
      modelTopology: json.modelTopology,
      weightSpecs: json.weightsManifest[0].weights,
      weightData: Uint8Array.from(sourceFile(files, 'weights')).buffer,
    }),
  });
  const sourceNames = model.outputs.map(({ sourceName }) => sourceName);
  const results = [graph.execute(tensorFlow.tensor(data, dims), sourceNames)].flat();
  return {
    model: name,
    seed,
    computedBy: `@tensorflow/tfjs ${tensorFlow.version_core}, WebAssembly`,
    outputs: new Map(model.outputs.map((output, place) => [output.name, results[place]!.dataSync()])),
  };
}

/** The descriptor network in face-api. */
export async function outputsInFaceApi(name: ModelName, seed: number): Promise<ModelOutputs> {
  await openTensorFlow();
  const require = requireFrom('test/bench');
  const { FaceRecognitionNet, NetInput, tf } = require('@vladmandic/face-api/dist/face-api.node-wasm.js') as FaceApi;
  const { version } = require('@vladmandic/face-api/package.json') as { readonly version: string };
  const { model } = await keptModel(name);
  const [topology] = model.source.files;
  if (topology === undefined) throw new Error('the manifest names no files');
  const net = new FaceRecognitionNet();
  await net.loadFromDisk(dirname(sourcePath(modelFolders(), model.source, topology)));
  const { data, dims } = sampleImage(modelInput(model), 1, seed);
  const descriptor = net.forwardInput(new NetInput([tf.tensor3d(data, dims.slice(1))])).dataSync();
  return {
    model: name,
    seed,
    computedBy: `@vladmandic/face-api ${version}, WebAssembly`,
    outputs: new Map([['descriptor', descriptor]]),
  };
}
