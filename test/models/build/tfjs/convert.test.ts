import { beforeAll, describe, expect, it } from 'vitest';
import { convertGraphModel } from '../../../../models/build/tfjs/convert.ts';
import { sourceFile, type SourceFiles } from '../../../../models/build/source-files.ts';
import type { ManifestModel } from '../../../../models/files/manifest.ts';
import { sha256 } from '../../../../models/build/digest.ts';
import { openModel } from '../../../../models/runtime/session.ts';
import { difference } from '../../fixtures/difference.ts';
import { keptModel } from '../../fixtures/kept-model.ts';
import { modelInput } from '../../fixtures/model-input.ts';
import { sampleImage } from '../../fixtures/sample-image.ts';
import { tensorflow } from '../../fixtures/tensorflow.ts';

/** Relative to the largest output. float32 sums of some hundred terms in another order differ by about this much. */
const TOLERANCE = 1e-5;

type TensorFlow = Awaited<ReturnType<typeof tensorflow>>;
let tf: TensorFlow;
beforeAll(async () => {
  tf = await tensorflow();
});

describe.each(['blazeface-back', 'facemesh'] as const)('%s, converted', (name) => {
  it.each([
    { batch: 1, seed: 1 },
    { batch: 1, seed: 77 },
  ])('gives the output of TensorFlow.js (seed $seed)', async ({ batch, seed }) => {
    const { model, files } = await keptModel(name);
    const input = modelInput(model);
    const image = sampleImage(input, batch, seed);
    const expected = await runTensorFlow(model, files, image.data, image.dims);
    const session = await openModel(name);
    const found = await session.run({ [input.name]: image });
    await session.close();
    for (const output of model.outputs) {
      const { largest, magnitude } = difference(expected.get(output.sourceName) ?? [], found[output.name]?.data ?? []);
      expect(largest, `${output.name}, values up to ${magnitude}`).toBeLessThan(TOLERANCE * Math.max(1, magnitude));
    }
  });

  it('gives the same result for an image alone and in a batch', async () => {
    const { model } = await keptModel(name);
    const input = modelInput(model);
    const pair = sampleImage(input, 2, 5);
    const half = pair.data.length / 2;
    const session = await openModel(name);
    const together = await session.run({ [input.name]: pair });
    const alone = await session.run({
      [input.name]: { data: pair.data.slice(half), dims: [1, ...pair.dims.slice(1)] },
    });
    await session.close();
    for (const output of model.outputs) {
      const both = together[output.name]?.data ?? new Float32Array();
      const { largest, magnitude } = difference(alone[output.name]?.data ?? [], both.subarray(both.length / 2));
      expect(largest).toBeLessThan(TOLERANCE * Math.max(1, magnitude));
    }
  });

  it('is byte for byte the model of the manifest, in every run', async () => {
    const { model, files } = await keptModel(name);
    const digests = [1, 2].map(() => sha256(convertGraphModel(model, files)));
    expect(digests).toEqual([model.onnx.sha256, model.onnx.sha256]);
  });
});

async function runTensorFlow(
  model: ManifestModel,
  files: SourceFiles,
  data: Float32Array,
  dims: readonly number[],
): Promise<Map<string, ArrayLike<number>>> {
  const json = JSON.parse(Buffer.from(sourceFile(files, 'topology')).toString('utf8'));
  const graph = await tf.loadGraphModel({
    load: async () => ({
      modelTopology: json.modelTopology,
      weightSpecs: json.weightsManifest[0].weights,
      weightData: Uint8Array.from(sourceFile(files, 'weights')).buffer,
    }),
  });
  const names = model.outputs.map(({ sourceName }) => sourceName);
  const results = [graph.execute(tf.tensor(data, [...dims]), names)].flat();
  return new Map(names.map((name, index) => [name, results[index]?.dataSync() ?? []]));
}
