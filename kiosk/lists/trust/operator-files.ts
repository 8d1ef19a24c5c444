/** Folders managed by the operator: certificates, lists, keys. */
import { createHash } from 'node:crypto';
import { type Dirent, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const LARGEST_FILE_BYTES = 8_388_608;

/** Names of the files in `folder`, sorted, without hidden files and folders. Empty when the folder does not exist. */
export function filesIn(folder: string): readonly string[] {
  return entriesIn(folder, (entry) => entry.isFile());
}

/** Reads the file into a separate buffer; `undefined` when it is too large. */
export function readSmallFile(file: string): Uint8Array<ArrayBuffer> | undefined {
  if (statSync(file).size > LARGEST_FILE_BYTES) return undefined;
  return Uint8Array.from(readFileSync(file));
}

/** A value that changes when a file in `folder` or its subfolders is added, removed or written. */
export function stateOf(folder: string): string {
  const hash = createHash('sha256');
  for (const place of [
    folder,
    ...entriesIn(folder, (entry) => entry.isDirectory()).map((name) => join(folder, name)),
  ]) {
    for (const name of filesIn(place)) {
      const { size, mtimeMs, ino } = statSync(join(place, name));
      hash.update(`${place}/${name} ${size} ${mtimeMs} ${ino}\n`);
    }
  }
  return hash.digest('hex');
}

function entriesIn(folder: string, wanted: (entry: Dirent) => boolean): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => wanted(entry) && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .sort();
}
