import { describe, expect, it } from 'vitest';
import { convertGraphModel } from '../../../../models/build/tfjs/convert.ts';
import { sha256 } from '../../../../models/build/digest.ts';
import { openModel } from '../../../../models/runtime/session.ts';
import { difference } from '../../fixtures/difference.ts';
import { keptModel } from '../../fixtures/kept-model.ts';
import { modelInput } from '../../fixtures/model-input.ts';
import { CONVERSION_TOLERANCE, RECORDED_SEEDS, recordedOutputs } from '../../fixtures/recorded-outputs.ts';
import { sampleImage } from '../../fixtures/sample-image.ts';

describe.each(['blazeface-back', 'facemesh'] as const)('%s, converted', (name) => {
  it.each(RECORDED_SEEDS)('gives the output that TensorFlow.js gave (seed %i)', async (seed) => {
    const { model } = await keptModel(name);
    const input = modelInput(model);
    const image = sampleImage(input, 1, seed);
    const { outputs: expected } = recordedOutputs(name, seed);
    const session = await openModel(name);
    const found = await session.run({ [input.name]: image });
    await session.close();
    for (const output of model.outputs) {
      const { largest, magnitude } = difference(expected.get(output.name) ?? [], found[output.name]?.data ?? []);
      expect(largest, `${output.name}, values up to ${magnitude}`).toBeLessThan(
        CONVERSION_TOLERANCE * Math.max(1, magnitude),
      );
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
      expect(largest).toBeLessThan(CONVERSION_TOLERANCE * Math.max(1, magnitude));
    }
  });

  it('is byte for byte the model of the manifest, in every run', async () => {
    const { model, files } = await keptModel(name);
    const digests = [1, 2].map(() => sha256(convertGraphModel(model, files)));
    expect(digests).toEqual([model.onnx.sha256, model.onnx.sha256]);
  });
});
