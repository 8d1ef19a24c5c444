import { describe, expect, it } from 'vitest';
import { sourceFile } from '../../../../models/build/source-files.ts';
import { convertTflite } from '../../../../models/build/tflite/convert.ts';
import { readTflite } from '../../../../models/build/tflite/tflite-model.ts';
import { sha256 } from '../../../../models/build/digest.ts';
import { openModel } from '../../../../models/runtime/session.ts';
import { difference } from '../../fixtures/difference.ts';
import { keptModel } from '../../fixtures/kept-model.ts';
import { modelInput } from '../../fixtures/model-input.ts';
import { sampleImage } from '../../fixtures/sample-image.ts';
import { interpret } from './reference-interpreter.ts';

/** Relative to the largest output: the reference sums in float64, the model in float32 over some fifty layers. */
const TOLERANCE = 1e-5;

describe('mobilefacenet, converted', () => {
  it('gives the output that the operators of the TensorFlow Lite file define', async () => {
    const { model, files } = await keptModel('mobilefacenet');
    const image = sampleImage(modelInput(model), 1, 3);
    const reference = interpret(readTflite(sourceFile(files, 'model')), {
      shape: image.dims,
      data: Float64Array.from(image.data),
    });
    const session = await openModel('mobilefacenet');
    const { out } = await session.run({ input: image });
    await session.close();
    const { largest, magnitude } = difference(reference.data, out?.data ?? []);
    expect(magnitude).toBeGreaterThan(0.1);
    expect(largest).toBeLessThan(TOLERANCE * magnitude);
  });

  it('gives the same result for an image alone and in a batch', async () => {
    const { model } = await keptModel('mobilefacenet');
    const three = sampleImage(modelInput(model), 3, 8);
    const third = three.data.length / 3;
    const session = await openModel('mobilefacenet');
    const together = await session.run({ input: three });
    const alone = await session.run({
      input: { data: three.data.slice(third, 2 * third), dims: [1, ...three.dims.slice(1)] },
    });
    await session.close();
    const { largest, magnitude } = difference(alone['out']?.data ?? [], together['out']?.data.subarray(192, 384) ?? []);
    expect(largest).toBeLessThan(TOLERANCE * magnitude);
  });

  it('is byte for byte the model of the manifest, in every run', async () => {
    const { model, files } = await keptModel('mobilefacenet');
    const digests = [1, 2].map(() => sha256(convertTflite(model, files)));
    expect(digests).toEqual([model.onnx.sha256, model.onnx.sha256]);
  });
});
