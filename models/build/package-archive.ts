import { stat } from 'node:fs/promises';
import { list } from 'tar';
import type { SourceFile } from '../manifest.ts';
import { ModelBuildError } from './build-error.ts';
import { fileIntegrity, isExpected } from './digest.ts';
import type { PackageSpec } from './package-spec.ts';

/** npm puts every file of a package below this folder. */
const PREFIX = 'package/';
/** No package of models needs more when unpacked, and no file we take from one does. */
const MAX_UNPACKED_BYTES = 2 ** 30;
const MAX_FILE_BYTES = 64 * 2 ** 20;

/** @throws ModelBuildError `package-integrity` unless the tarball is byte for byte the one the manifest names */
export async function verifyPackage(tarball: string, spec: PackageSpec): Promise<void> {
  const { size } = await stat(tarball);
  const found = size === spec.packageBytes ? await fileIntegrity(tarball) : `a file of ${size} bytes`;
  if (found === spec.integrity) return;
  throw new ModelBuildError(
    'package-integrity',
    `${spec.package}@${spec.version} is not the package the manifest names: expected ${spec.integrity}, found ${found}`,
  );
}

/**
 * Takes the named files out of a package's tarball, into memory: nothing is unpacked to disk, so no path in the archive
 * can lead anywhere. Links and folders are passed over.
 *
 * @param paths paths inside the package
 * @returns the files found, by path
 * @throws ModelBuildError `archive-invalid`
 */
export async function readPackage(tarball: string, paths: ReadonlySet<string>): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  let unpackedBytes = 0;
  const faults: string[] = [];
  try {
    await list({
      file: tarball,
      strict: true,
      onReadEntry: (entry) => {
        unpackedBytes += entry.size;
        const path = entry.path.startsWith(PREFIX) ? entry.path.slice(PREFIX.length) : '';
        if (unpackedBytes > MAX_UNPACKED_BYTES) faults.push(`it unpacks to more than ${MAX_UNPACKED_BYTES} bytes`);
        if (!paths.has(path) || entry.type !== 'File') return;
        if (files.has(path)) faults.push(`${path} stands in it twice`);
        if (entry.size > MAX_FILE_BYTES) faults.push(`${path} has ${entry.size} bytes`);
        if (faults.length > 0) return;
        const bytes = new Uint8Array(entry.size);
        files.set(path, bytes);
        let offset = 0;
        entry.on('data', (chunk: Buffer) => {
          bytes.set(chunk, offset);
          offset += chunk.length;
        });
      },
    });
  } catch (cause) {
    throw new ModelBuildError('archive-invalid', 'the package is not a readable archive', { cause });
  }
  const [fault] = faults;
  if (fault !== undefined) throw new ModelBuildError('archive-invalid', `the package is refused: ${fault}`);
  return files;
}

/** @throws ModelBuildError `source-digest` unless the bytes are the ones the manifest names */
export function verifySource(bytes: Uint8Array, file: SourceFile): void {
  if (isExpected(bytes, file)) return;
  throw new ModelBuildError(
    'source-digest',
    `${file.path} is not the file the manifest names (SHA-256 ${file.sha256})`,
  );
}
