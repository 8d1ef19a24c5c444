/**
 * The folder of the lane's software, and the durable selection in it:
 *
 *     selection.json     which release runs; replaced by one rename
 *     a/  b/             archive.tar.gz, as two people signed it; proof/, their signatures; files/, the unpacked release
 *     return.json        a technician's order to leave a release, until it is carried out
 *     lock               the process that prepares a release
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFileSync } from '../../../hardware/host/durable-file-sync.ts';
import { INSTALLED, type Place, type Selection, selectionSchema, type Slot } from './selection.ts';

export function softwareFolder(dataDir: string): string {
  return join(dataDir, 'software');
}

export interface SlotPaths {
  readonly folder: string;
  readonly archive: string;
  readonly proof: string;
  readonly files: string;
}

export function slotPaths(software: string, slot: Slot): SlotPaths {
  const folder = join(software, slot);
  return {
    folder,
    archive: join(folder, 'archive.tar.gz'),
    proof: join(folder, 'proof'),
    files: join(folder, 'files'),
  };
}

/** The place that a program runs from. @param home its folder with `code/` */
export function placeOf(software: string, home: string): Place {
  return (['a', 'b'] as const).find((slot) => slotPaths(software, slot).files === home) ?? 'installed';
}

/**
 * If the selection is missing or damaged, the installed package is selected: the lane starts, and the channel's release is prepared again. Never
 * throws.
 */
export function readSelection(software: string): Selection {
  const file = join(software, 'selection.json');
  try {
    return existsSync(file) ? selectionSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : INSTALLED;
  } catch {
    return INSTALLED;
  }
}

/** Durable when it returns. Throws the system's error. */
export function writeSelection(software: string, selection: Selection): void {
  replaceFileSync(join(software, 'selection.json'), JSON.stringify(selectionSchema.parse(selection)));
}
