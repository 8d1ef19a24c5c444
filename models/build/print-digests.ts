import { stat } from 'node:fs/promises';
import type { ManifestModel, SourceFile } from '../files/manifest.ts';
import type { BuildOptions } from './build-models.ts';
import { convert } from './convert.ts';
import { fileIntegrity, sha256 } from './digest.ts';
import { readPackage } from './package-archive.ts';
import { withScratchFolder } from './scratch-folder.ts';

/** The digests that the manifest would hold for a model as it was fetched. */
export interface FoundDigests {
  readonly name: string;
  readonly integrity: string;
  readonly packageBytes: number;
  readonly files: readonly { readonly path: string; readonly bytes: number; readonly sha256: string }[];
  readonly onnx: { readonly sha256: string; readonly bytes: number };
}

/**
 * Fetches and converts every model without comparing digests, and returns the digests found. Nothing is stored. For a
 * maintainer who changes a version or a converter and finds out why each digest changed before the manifest is edited.
 */
export async function findDigests({ manifest, folders, fetchPackage }: BuildOptions): Promise<FoundDigests[]> {
  const found: FoundDigests[] = [];
  for (const model of manifest.models) {
    found.push(
      await withScratchFolder(folders.packages, async (scratch) =>
        describe(model, await fetchPackage(model.source, scratch)),
      ),
    );
  }
  return found;
}

async function describe(model: ManifestModel, tarball: string): Promise<FoundDigests> {
  const { files } = model.source;
  const contents = await readPackage(tarball, new Set(files.map(({ path }) => path)));
  const roles = new Map<SourceFile['role'], Uint8Array>();
  const described = files.map(({ path, role }) => {
    const bytes = contents.get(path) ?? new Uint8Array();
    roles.set(role, bytes);
    return { path, bytes: bytes.length, sha256: sha256(bytes) };
  });
  const onnx = convert(model, roles);
  return {
    name: model.name,
    integrity: await fileIntegrity(tarball),
    packageBytes: (await stat(tarball)).size,
    files: described,
    onnx: { sha256: sha256(onnx), bytes: onnx.length },
  };
}
