import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ModelBuildError } from './build-error.ts';

/**
 * Puts a whole file in place or leaves things as they were: the bytes are written beside it under a name of their own,
 * made durable, and renamed. Two runs at once both succeed; the later rename stands.
 * @throws ModelBuildError `write-failed`
 */
export async function writeAtomically(file: string, bytes: Uint8Array): Promise<void> {
  const folder = dirname(file);
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    await mkdir(folder, { recursive: true });
    const handle = await open(temporary, 'wx');
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
    await syncFolder(folder);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw new ModelBuildError('write-failed', `${file} could not be written`, { cause });
  }
}

/** Makes a rename durable. Windows cannot open a folder, and needs no help. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
