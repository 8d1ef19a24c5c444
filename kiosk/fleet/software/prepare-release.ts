/**
 * Makes a release ready in the folder that is not in use: unpacked, verified as the launcher verifies it, and on the disk. The running
 * release is not touched. After a power cut at any point, the selection does not name the folder.
 */
import { copyFile, link, mkdir, rm, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { flushFolder, writeFlushed } from '../../../hardware/host/durable-file.ts';
import { makeFolderSync } from '../../../hardware/host/durable-file-sync.ts';
import { readArchive, readContentsOf } from './archive.ts';
import { foldersOf, type SoftwareContents, totalBytes } from './contents.ts';
import { copyProof, verifyProof } from './proof.ts';
import { emptied, filled, type SoftwareRelease, type Slot } from './selection.ts';
import { readSelection, type SlotPaths, slotPaths, writeSelection } from './software-folder.ts';
import { SoftwareRefused } from './software-refused.ts';
import { takeLock } from './take-lock.ts';
import { digestOf, verifySlot } from './verify-slot.ts';

/** Steps of an update, in their order. A test cuts the power after each. `unpacking` comes once for each file. */
export const UPDATE_POINTS = [
  'begun',
  'emptied',
  'cleared',
  'proven',
  'unpacking',
  'unpacked',
  'verified',
  'filled',
  'switched',
] as const;
export type UpdatePoint = (typeof UPDATE_POINTS)[number];

export interface PrepareOptions {
  /** Folder of the lane's software. */
  readonly software: string;
  readonly slot: Slot;
  readonly release: SoftwareRelease;
  /** The file of the target, which is never changed. */
  readonly archive: string;
  /** Folder of the lane's verified metadata. */
  readonly metadata: string;
  readonly installedRoot: Uint8Array;
  /** Called after each step. */
  readonly onPoint?: (point: UpdatePoint) => Promise<void> | void;
  /** Free bytes of the disk of a folder. */
  readonly freeBytes?: (folder: string) => Promise<number>;
}

/** Space that stays free for reports, captures and the journal. */
const KEPT_FREE_BYTES = 268_435_456;
/** A file fills whole blocks, and a folder takes one block. */
const BLOCK_BYTES = 4_096;

/** Rejects with `SoftwareRefused`; the folder is as before then, or empty, and the selection does not name it. */
export async function prepareRelease(options: PrepareOptions): Promise<void> {
  const { software, slot, release, onPoint = () => undefined } = options;
  const paths = slotPaths(software, slot);
  makeFolderSync(software);
  const unlock = takeLock(join(software, 'lock'));
  try {
    await onPoint('begun');
    await assess(options, paths);
    await fillOrClear(options, paths, onPoint);
    writeSelection(software, filled(readSelection(software), slot, release));
    await onPoint('filled');
  } catch (cause) {
    throw cause instanceof SoftwareRefused ? cause : new SoftwareRefused('disk', 'it cannot be written', { cause });
  } finally {
    unlock();
  }
}

/** Checked before the folder is emptied, because it may have the release to return to: a fault that can be found now must not cost that release. */
async function assess(
  { software, release, archive, metadata, installedRoot, freeBytes = freeOn }: PrepareOptions,
  paths: SlotPaths,
): Promise<void> {
  verifyProof(metadata, installedRoot, release);
  if ((await digestOf(archive)) !== release.digest) throw new SoftwareRefused('differs', 'the archive');
  const needed = spaceFor(await readContentsOf(archive));
  const given = await readContentsOf(paths.archive).then(
    ({ files }) => totalBytes(files),
    () => 0,
  );
  if ((await freeBytes(software)) + given < needed) throw new SoftwareRefused('disk', 'it has too little free space');
}

/** Otherwise the remains of a release would keep the disk full. */
async function fillOrClear(
  options: PrepareOptions,
  paths: SlotPaths,
  onPoint: (point: UpdatePoint) => Promise<void> | void,
): Promise<void> {
  try {
    await fill(options, paths, onPoint);
  } catch (cause) {
    await rm(paths.folder, { recursive: true, force: true }).catch(() => undefined);
    throw cause;
  }
}

function spaceFor({ files }: SoftwareContents): number {
  return totalBytes(files) + 2 * BLOCK_BYTES * files.length + KEPT_FREE_BYTES;
}

async function fill(
  { software, slot, release, archive, metadata, installedRoot, freeBytes = freeOn }: PrepareOptions,
  paths: SlotPaths,
  onPoint: (point: UpdatePoint) => Promise<void> | void,
): Promise<void> {
  const selection = readSelection(software);
  if (selection.slots[slot] !== null) writeSelection(software, emptied(selection, slot));
  await onPoint('emptied');
  await rm(paths.folder, { recursive: true, force: true });
  await flushFolder(software);
  await onPoint('cleared');

  makeFolderSync(paths.proof);
  copyProof(metadata, paths.proof);
  verifyProof(paths.proof, installedRoot, release);
  const needed = spaceFor(await readContentsOf(archive));
  if ((await freeBytes(software)) < needed) throw new SoftwareRefused('disk', 'it has too little free space');
  await linkOrCopy(archive, paths.archive);
  await onPoint('proven');

  makeFolderSync(paths.files);
  const folders = new Set(['.']);
  await readArchive(archive, async ({ path, isProgram }, content) => {
    for (const folder of foldersOf(path)) folders.add(folder);
    await mkdir(dirname(join(paths.files, path)), { recursive: true, mode: 0o700 });
    await writeFlushed(join(paths.files, path), content, isProgram ? 0o700 : 0o600);
    await onPoint('unpacking');
  });
  for (const folder of folders) await flushFolder(join(paths.files, folder));
  await flushFolder(paths.folder);
  await onPoint('unpacked');

  await verifySlot(paths, release, installedRoot);
  await onPoint('verified');
}

/** A second name for the same bytes takes no space. */
async function linkOrCopy(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch {
    await copyFile(from, to);
  }
}

async function freeOn(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
