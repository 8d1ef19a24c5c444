import type { ManifestModel, SourceFile } from '../files/manifest.ts';
import { writeAtomically } from './atomic-write.ts';
import { ModelBuildError } from '../files/build-error.ts';
import { readExpected } from './digest.ts';
import { type ModelFolders, sourcePath } from './model-folders.ts';
import type { FetchPackage } from './npm-pack.ts';
import { readPackage, verifyPackage, verifySource } from './package-archive.ts';
import type { SourceFiles } from './source-files.ts';
import { withScratchFolder } from './scratch-folder.ts';

type Source = ManifestModel['source'];

interface Wanted {
  readonly source: Source;
  readonly file: SourceFile;
}

/**
 * Stores the source files of `models` that are missing, and fetches each package at most once. A package is verified
 * before it is opened, and each file before it is stored.
 * @throws ModelBuildError
 */
export async function keepSources(
  models: readonly ManifestModel[],
  folders: ModelFolders,
  fetchPackage: FetchPackage,
): Promise<void> {
  const missing: Wanted[] = [];
  for (const { source } of models) {
    for (const file of source.files) {
      if ((await keptSource(folders, source, file)) === null) missing.push({ source, file });
    }
  }
  for (const wanted of groupByPackage(missing)) {
    const [first] = wanted;
    if (first === undefined) continue;
    await withScratchFolder(folders.packages, async (scratch) => {
      const tarball = await fetchPackage(first.source, scratch);
      await verifyPackage(tarball, first.source);
      const found = await readPackage(tarball, new Set(wanted.map(({ file }) => file.path)));
      for (const { source, file } of wanted) {
        const bytes = found.get(file.path);
        if (bytes === undefined) throw new ModelBuildError('source-missing', `the package holds no ${file.path}`);
        verifySource(bytes, file);
        await writeAtomically(sourcePath(folders, source, file), bytes);
      }
    });
  }
}

/** The stored source files of a model, verified. @throws ModelBuildError `source-missing`, `source-digest` */
export async function keptSources({ source }: ManifestModel, folders: ModelFolders): Promise<SourceFiles> {
  const files = new Map<SourceFile['role'], Uint8Array>();
  for (const file of source.files) {
    const bytes = await keptSource(folders, source, file);
    if (bytes === null) throw new ModelBuildError('source-missing', `${file.path} is not stored`);
    files.set(file.role, bytes);
  }
  return files;
}

async function keptSource(folders: ModelFolders, source: Source, file: SourceFile): Promise<Uint8Array | null> {
  const path = sourcePath(folders, source, file);
  const bytes = await readExpected(path, file);
  if (bytes === 'missing') return null;
  if (bytes !== 'wrong') return bytes;
  throw new ModelBuildError('source-digest', `${path} does not match the manifest; delete it to fetch it again`);
}

function groupByPackage(wanted: readonly Wanted[]): Wanted[][] {
  const packages = new Set(wanted.map(({ source }) => source.integrity));
  return [...packages].map((integrity) => wanted.filter(({ source }) => source.integrity === integrity));
}
