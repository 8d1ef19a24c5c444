import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { replaceFile } from '../../hardware/host/durable-file.ts';
import { ModelBuildError } from '../files/build-error.ts';

/**
 * Writes a file atomically and creates its folder: the file is complete, or nothing changes. Concurrent runs both
 * succeed.
 * @throws ModelBuildError `write-failed`
 */
export async function writeAtomically(file: string, bytes: Uint8Array): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await replaceFile(file, bytes, { mode: 0o644 });
  } catch (cause) {
    throw new ModelBuildError('write-failed', `${file} could not be written`, { cause });
  }
}
