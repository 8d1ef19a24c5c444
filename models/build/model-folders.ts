import { join } from 'node:path';
import type { ManifestModel, SourceFile } from '../files/manifest.ts';
import { projectRoot } from '../files/project-root.ts';

/** Folders of the built models and of their sources. All of them can be deleted and built again. */
export interface ModelFolders {
  /** Package tarballs while they are read, one folder for each run. */
  readonly packages: string;
  /** The verified source files, kept: models can be built again, and tests compare with them, without a download. */
  readonly sources: string;
  /** The built models. */
  readonly onnx: string;
}

/** The folders below `root`. */
export function modelFolders(root: string = join(projectRoot(), '.models')): ModelFolders {
  return { packages: join(root, 'packages'), sources: join(root, 'sources'), onnx: join(root, 'onnx') };
}

export function onnxPath({ onnx }: ModelFolders, name: string): string {
  return join(onnx, `${name}.onnx`);
}

/** Path of a stored source file. It contains the version, so files of two versions never mix. */
export function sourcePath({ sources }: ModelFolders, source: ManifestModel['source'], file: SourceFile): string {
  return join(sources, `${source.package.replace('/', '+')}@${source.version}`, file.path);
}
