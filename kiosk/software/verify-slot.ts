/**
 * Whether a folder has a release exactly as two people signed it: signatures, archive, and each file. The launcher asks before each start, so
 * neither a damaged disk nor a program of the lane's user can make it start anything else.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { readContentsOf } from './archive.ts';
import { foldersOf, type ReleasedFile } from './contents.ts';
import { verifyProof } from './proof.ts';
import type { SoftwareRelease } from './selection.ts';
import type { SlotPaths } from './software-folder.ts';
import { SoftwareRefused } from './software-refused.ts';

const ANY_EXECUTE = 0o111;

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
  for (let under = waiting.pop(); under !== undefined; under = waiting.pop()) {
    for (const entry of await readdir(join(root, under), { withFileTypes: true })) {
      const path = under === '' ? entry.name : `${under}/${entry.name}`;
      const file = listed.get(path);
      if (entry.isDirectory() && folders.has(path)) waiting.push(path);
      else if (entry.isFile() && file !== undefined) {
        await verifyFile(join(root, path), file);
        unseen.delete(path);
      } else throw new SoftwareRefused('differs', `${path} is not of the release`);
    }
  }
  const [missing] = unseen;
  if (missing !== undefined) throw new SoftwareRefused('differs', `${missing} is missing`);
}

async function verifyFile(path: string, { bytes, sha256, isProgram, path: name }: ReleasedFile): Promise<void> {
  const { size, mode } = await lstat(path);
  const isSame = size === bytes && ((mode & ANY_EXECUTE) !== 0) === isProgram && (await digestOf(path)) === sha256;
  if (!isSame) throw new SoftwareRefused('differs', name);
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1_048_576 }), hash);
  return hash.digest('hex');
}
