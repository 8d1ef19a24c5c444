import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { convertRecognitionNet } from '../../../../models/build/face-api/convert.ts';
import { modelFolders, sourcePath } from '../../../../models/build/model-folders.ts';
import { sha256 } from '../../../../models/build/digest.ts';
import { openModel } from '../../../../models/runtime/session.ts';
import { difference } from '../../fixtures/difference.ts';
import { keptModel } from '../../fixtures/kept-model.ts';
import { modelInput } from '../../fixtures/model-input.ts';
import { sampleImage } from '../../fixtures/sample-image.ts';
import { tensorflow } from '../../fixtures/tensorflow.ts';

/** Descriptors have values up to about 0.3. */
const TOLERANCE = 1e-5;

describe('face-recognition-net, converted', () => {
  beforeAll(async () => void (await tensorflow()));

  it.each([1, 42])('gives the output of face-api (seed %i)', async (seed) => {
    const { model } = await keptModel('face-recognition-net');
    const [topology] = model.source.files;
    if (topology === undefined) throw new Error('the manifest names no files');
    const image = sampleImage(modelInput(model), 1, seed);
    const { FaceRecognitionNet, NetInput, tf } = await import('@vladmandic/face-api/dist/face-api.node-wasm.js');
    const net = new FaceRecognitionNet();
    await net.loadFromDisk(join(sourcePath(modelFolders(), model.source, topology), '..'));
    const [, height = 0, width = 0, channels = 0] = image.dims;
    const result = net.forwardInput(new NetInput([tf.tensor3d(image.data, [height, width, channels])]));
    const expected = result.dataSync();
    const session = await openModel('face-recognition-net');
    const { descriptor } = await session.run({ input: image });
    await session.close();
    const { largest, magnitude } = difference(expected, descriptor?.data ?? []);
    expect(magnitude).toBeGreaterThan(0.05);
    expect(largest).toBeLessThan(TOLERANCE);
  });

  it('is byte for byte the model of the manifest, in every run', async () => {
    const { model, files } = await keptModel('face-recognition-net');
    const digests = [1, 2].map(() => sha256(convertRecognitionNet(model, files)));
    expect(digests).toEqual([model.onnx.sha256, model.onnx.sha256]);
  });
});
