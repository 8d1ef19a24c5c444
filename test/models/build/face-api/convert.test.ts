import { describe, expect, it } from 'vitest';
import { convertRecognitionNet } from '../../../../models/build/face-api/convert.ts';
import { sha256 } from '../../../../models/build/digest.ts';
import { openModel } from '../../../../models/runtime/session.ts';
import { difference } from '../../fixtures/difference.ts';
import { keptModel } from '../../fixtures/kept-model.ts';
import { modelInput } from '../../fixtures/model-input.ts';
import { CONVERSION_TOLERANCE, RECORDED_SEEDS, recordedOutputs } from '../../fixtures/recorded-outputs.ts';
import { sampleImage } from '../../fixtures/sample-image.ts';

describe('face-recognition-net, converted', () => {
  it.each(RECORDED_SEEDS)('gives the output that face-api gave (seed %i)', async (seed) => {
    const { model } = await keptModel('face-recognition-net');
    const expected = recordedOutputs('face-recognition-net', seed).outputs.get('descriptor') ?? [];
    const session = await openModel('face-recognition-net');
    const { descriptor } = await session.run({ input: sampleImage(modelInput(model), 1, seed) });
    await session.close();
    const { largest, magnitude } = difference(expected, descriptor?.data ?? []);
    // Descriptors have values up to about 0.3.
    expect(magnitude).toBeGreaterThan(0.05);
    expect(largest).toBeLessThan(CONVERSION_TOLERANCE);
  });

  it('is byte for byte the model of the manifest, in every run', async () => {
    const { model, files } = await keptModel('face-recognition-net');
    const digests = [1, 2].map(() => sha256(convertRecognitionNet(model, files)));
    expect(digests).toEqual([model.onnx.sha256, model.onnx.sha256]);
  });
});
