import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '../../../models/build/digest.ts';
import { modelFolders, onnxPath } from '../../../models/build/model-folders.ts';
import { MODEL_NAMES, loadManifest, type ManifestModel, manifestModel } from '../../../models/files/manifest.ts';
import { type ModelSession, openModel, openModelBytes, type Tensor } from '../../../models/runtime/session.ts';
import { modelInput } from '../fixtures/model-input.ts';
import { sampleImage } from '../fixtures/sample-image.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const refused = (code: string): unknown => expect.objectContaining({ name: 'ModelError', code });
const facemesh = (): ManifestModel => manifestModel(loadManifest(), 'facemesh');

describe('opening a model', () => {
  it.each(MODEL_NAMES)('gives %s with exactly the tensors that the manifest declares', async (name) => {
    const session = await openModel(name, { threads: 1 });
    const { model } = session;
    expect(session.digest).toBe(model.onnx.sha256);
    const results = await session.run({ [modelInput(model).name]: sampleImage(modelInput(model), 2, 1) });
    await session.close();
    expect(Object.keys(results)).toEqual(model.outputs.map((output) => output.name));
    for (const output of model.outputs) {
      const result = results[output.name];
      expect(result?.dims).toEqual(output.shape.map((length) => (length === 'N' ? 2 : length)));
      const [low, high] = output.range ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
      expect(result?.data.every((value) => Number.isFinite(value) && value >= low && value <= high)).toBe(true);
    }
  });

  it('is refused when the model is not built', async () => {
    await expect(openModel('facemesh', { folder: await temporaryFolder() })).rejects.toThrow(refused('model-missing'));
  });

  it('is refused when one byte of the model differs', async () => {
    const folder = join(await temporaryFolder(), 'onnx');
    await mkdir(folder);
    const bytes = await readFile(onnxPath(modelFolders(), 'facemesh'));
    bytes[bytes.length >> 1]! ^= 1;
    await writeFile(join(folder, 'facemesh.onnx'), bytes);
    await expect(openModel('facemesh', { folder })).rejects.toThrow(refused('digest-mismatch'));
  });

  it('is refused when the runtime cannot read the model, even with a correct digest', async () => {
    const bytes = new TextEncoder().encode('not a model');
    const onnx = { bytes: bytes.length, sha256: sha256(bytes) };
    await expect(openModelBytes({ ...facemesh(), onnx }, bytes)).rejects.toThrow(refused('session-failed'));
  });
});

describe('running a model', () => {
  let session: ModelSession;
  beforeAll(async () => {
    session = await openModel('facemesh');
  });
  afterAll(() => session.close());

  const image = (): Tensor => sampleImage(modelInput(facemesh()), 1, 1);

  it.each<[string, () => Record<string, Tensor>]>([
    ['no input', () => ({})],
    ['an input of another name', () => ({ input_1: image(), more: image() })],
    ['another size', () => ({ input_1: { data: new Float32Array(3), dims: [1, 1, 1, 3] } })],
    ['channels first', () => ({ input_1: { data: image().data, dims: [1, 3, 192, 192] } })],
    ['too few values', () => ({ input_1: { data: image().data.subarray(1), dims: image().dims } })],
    ['too many values', () => ({ input_1: { data: new Float32Array(2 * 192 * 192 * 3), dims: image().dims } })],
    ['an empty batch', () => ({ input_1: { data: new Float32Array(), dims: [0, 192, 192, 3] } })],
    ['half an image', () => ({ input_1: { data: image().data, dims: [0.5, 192, 192, 3] } })],
    ['no batch axis', () => ({ input_1: { data: image().data, dims: [192, 192, 3] } })],
    // The types forbid it, but plain JavaScript or a cast does not.
    ['values of another kind', () => ({ input_1: { ...image(), data: new Float64Array(image().data) as never } })],
  ])('is refused with %s', async (_, inputs) => {
    await expect(session.run(inputs())).rejects.toThrow(refused('bad-input'));
  });

  it('returns equal values in each run, in separate arrays', async () => {
    const first = await session.run({ input_1: image() });
    const second = await session.run({ input_1: image() });
    expect(first['Identity_2']?.data).toEqual(second['Identity_2']?.data);
    expect(first['Identity_2']?.data.buffer).not.toBe(second['Identity_2']?.data.buffer);
  });

  it('does not change the input', async () => {
    const input = image();
    await session.run({ input_1: input });
    expect(input.data).toEqual(image().data);
  });

  it('is refused after close, which waits for the current run', async () => {
    const other = await openModel('facemesh');
    const running = other.run({ input_1: image() });
    await other.close();
    expect((await running)['Identity_1']?.dims).toEqual([1, 1]);
    await expect(other.run({ input_1: image() })).rejects.toThrow(refused('closed'));
    await expect(other.close()).resolves.toBeUndefined();
  });
});
