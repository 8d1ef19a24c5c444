import type { Manifest, ManifestModel } from '../files/manifest.ts';
import { writeAtomically } from './atomic-write.ts';
import { ModelBuildError } from '../files/build-error.ts';
import { convert } from './convert.ts';
import { isExpected, readExpected, sha256 } from './digest.ts';
import { type ModelFolders, onnxPath } from './model-folders.ts';
import type { FetchPackage } from './npm-pack.ts';
import { keepSources, keptSources } from './sources.ts';

export interface BuildOptions {
  readonly manifest: Manifest;
  readonly folders: ModelFolders;
  readonly fetchPackage: FetchPackage;
  readonly report: (line: string) => void;
}

/**
 * Builds every model that is missing or differs from the manifest. A model that is already built costs one hash.
 *
 * A model is put in place only if its package, its source files and its converted bytes match the manifest. A refusal
 * leaves no partly written file; models built before the refusal stay.
 *
 * @returns the names of the models built
 * @throws ModelBuildError
 */
export async function buildModels({ manifest, folders, fetchPackage, report }: BuildOptions): Promise<string[]> {
  const due: ManifestModel[] = [];
  for (const model of manifest.models) {
    const state = await readExpected(onnxPath(folders, model.name), model.onnx);
    if (state === 'wrong') report(`${model.name} does not match the manifest: building it again`);
    if (typeof state === 'string') due.push(model);
  }
  if (due.length > 0) await keepSources(due, folders, fetchPackage);
  for (const model of due) {
    const started = performance.now();
    const bytes = convert(model, await keptSources(model, folders));
    verifyOutput(model, bytes);
    await writeAtomically(onnxPath(folders, model.name), bytes);
    report(
      `built ${model.name} (${(bytes.length / 1e6).toFixed(1)} MB) in ${(performance.now() - started).toFixed(0)} ms`,
    );
  }
  return due.map(({ name }) => name);
}

function verifyOutput({ name, onnx }: ManifestModel, bytes: Uint8Array): void {
  if (isExpected(bytes, onnx)) return;
  throw new ModelBuildError(
    'output-digest',
    `${name} was converted to ${bytes.length} bytes of SHA-256 ${sha256(bytes)}; the manifest names ${onnx.bytes} bytes of ${onnx.sha256}`,
  );
}
