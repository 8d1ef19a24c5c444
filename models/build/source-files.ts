import { ModelBuildError } from '../files/build-error.ts';
import type { SourceFile } from '../files/manifest.ts';

/** The verified source files of one model, by their role in the manifest. */
export type SourceFiles = ReadonlyMap<SourceFile['role'], Uint8Array>;

/** The bytes of the file with the role `role`. @throws ModelBuildError `source-missing` */
export function sourceFile(files: SourceFiles, role: SourceFile['role']): Uint8Array {
  const bytes = files.get(role);
  if (bytes === undefined) throw new ModelBuildError('source-missing', `the manifest names no ${role} file`);
  return bytes;
}
