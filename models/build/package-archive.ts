import { stat } from 'node:fs/promises';
import { list } from 'tar';
import type { SourceFile } from '../files/manifest.ts';
import { ModelBuildError } from '../files/build-error.ts';
import { fileIntegrity, isExpected } from './digest.ts';
import type { PackageSpec } from './package-spec.ts';

/** npm places every file of a package below this folder. */
const PREFIX = 'package/';
/** Limits for an unpacked package and for one file of it. The packages in the manifest stay below them. */
const MAX_UNPACKED_BYTES = 2 ** 30;
const MAX_FILE_BYTES = 64 * 2 ** 20;

/** @throws ModelBuildError `package-integrity` unless the size and SHA-512 of the tarball match the manifest */
export async function verifyPackage(tarball: string, spec: PackageSpec): Promise<void> {
  const { size } = await stat(tarball);
  const found = size === spec.packageBytes ? await fileIntegrity(tarball) : `a file of ${size} bytes`;
  if (found === spec.integrity) return;
  throw new ModelBuildError(
    'package-integrity',
    `${spec.package}@${spec.version} does not match the manifest: expected ${spec.integrity}, found ${found}`,
  );
}

/**
 * Reads the named files of a package tarball into memory. Nothing is unpacked to disk, so a path in the archive cannot
 * escape a folder. Links and folders are ignored.
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
        if (files.has(path)) faults.push(`it contains ${path} twice`);
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

/** @throws ModelBuildError `source-digest` unless the size and SHA-256 of the bytes match the manifest */
export function verifySource(bytes: Uint8Array, file: SourceFile): void {
  if (isExpected(bytes, file)) return;
  throw new ModelBuildError('source-digest', `${file.path} does not match the manifest (SHA-256 ${file.sha256})`);
}
