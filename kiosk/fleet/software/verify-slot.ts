/**
 * Whether a folder has a release exactly as two people signed it: signatures, archive, and each file. The launcher asks before each start, so
 * neither a damaged disk nor a program of the lane's user can make it start anything else.
 */
import { createHash } from 'node:crypto';
import { lstat, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readContentsOf } from './archive.ts';
import { foldersOf, type ReleasedFile } from './contents.ts';
import { verifyProof } from './proof.ts';
import type { SoftwareRelease } from './selection.ts';
import type { SlotPaths } from './software-folder.ts';
import { SoftwareRefused } from './software-refused.ts';

const ANY_EXECUTE = 0o111;
const READ_BYTES = 1_048_576;

/** Rejects with `SoftwareRefused`. */
export async function verifySlot(
  { archive, proof, files }: SlotPaths,
  release: SoftwareRelease,
  installedRoot: Uint8Array,
): Promise<void> {
  try {
    verifyProof(proof, installedRoot, release);
    if ((await digestOf(archive)) !== release.digest) throw new SoftwareRefused('differs', 'the archive');
    const contents = await readContentsOf(archive);
    await verifyFiles(files, contents.files);
  } catch (cause) {
    throw cause instanceof SoftwareRefused ? cause : new SoftwareRefused('disk', 'it cannot be read', { cause });
  }
}

/** The files, their folders, and nothing else. */
async function verifyFiles(root: string, files: readonly ReleasedFile[]): Promise<void> {
  const folders = new Set(files.flatMap(({ path }) => foldersOf(path)));
  const listed = new Map(files.map((file) => [file.path, file]));
  const unseen = new Set(listed.keys());
  const waiting = [''];
  const buffer = Buffer.allocUnsafe(READ_BYTES);
  for (let under = waiting.pop(); under !== undefined; under = waiting.pop()) {
    for (const entry of await readdir(join(root, under), { withFileTypes: true })) {
      const path = under === '' ? entry.name : `${under}/${entry.name}`;
      const file = listed.get(path);
      if (entry.isDirectory() && folders.has(path)) waiting.push(path);
      else if (entry.isFile() && file !== undefined) {
        await verifyFile(join(root, path), file, buffer);
        unseen.delete(path);
      } else throw new SoftwareRefused('differs', `${path} is not of the release`);
    }
  }
  const [missing] = unseen;
  if (missing !== undefined) throw new SoftwareRefused('differs', `${missing} is missing`);
}

async function verifyFile(
  path: string,
  { bytes, sha256, isProgram, path: name }: ReleasedFile,
  buffer: Uint8Array,
): Promise<void> {
  const { size, mode } = await lstat(path);
  const isSame =
    size === bytes && ((mode & ANY_EXECUTE) !== 0) === isProgram && (await digestOf(path, buffer)) === sha256;
  if (!isSame) throw new SoftwareRefused('differs', name);
}

/**
 * SHA-256, hex. Rejects with the system's error.
 *
 * @param buffer for the bytes in between: one for all files of a release, because the lane's allocator fills each new one
 */
export async function digestOf(path: string, buffer: Uint8Array = Buffer.allocUnsafe(READ_BYTES)): Promise<string> {
  const hash = createHash('sha256');
  const file = await open(path);
  try {
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length, null);
      if (bytesRead === 0) return hash.digest('hex');
      hash.update(buffer.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
}
