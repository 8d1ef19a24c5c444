/** Folders that the operator fills: certificates, lists, keys. */
import { createHash } from 'node:crypto';
import { type Dirent, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const LARGEST_FILE_BYTES = 8_388_608;

/** Names of the files in `folder`, sorted; hidden ones and folders left out. None when there is no such folder. */
export function filesIn(folder: string): readonly string[] {
  return entriesIn(folder, (entry) => entry.isFile());
}

/** The whole file in a buffer of its own, or `undefined` when it is larger than any such file. */
export function readSmallFile(file: string): Uint8Array<ArrayBuffer> | undefined {
  if (statSync(file).size > LARGEST_FILE_BYTES) return undefined;
  return Uint8Array.from(readFileSync(file));
}

/** Changes when a file in `folder`, or in a folder in it, comes, goes or is written. */
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
