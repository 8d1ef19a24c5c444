/** What keeps a program's files from other users of the machine. Windows has no such rights: there these do nothing. */
import { chmodSync, statSync } from 'node:fs';

/** Group and others. */
const OTHERS = 0o077;

/** From now on this process makes files and folders that only their owner may use. A mode of a file that is said is narrowed as well. */
export function keepFilesPrivate(): void {
  process.umask(OTHERS);
}

/** Whether other users may read, change or enter a folder; `false` where there is none. */
export function isFolderExposed(folder: string): boolean {
  if (process.platform === 'win32') return false;
  const found = statSync(folder, { throwIfNoEntry: false });
  return found?.isDirectory() === true && (found.mode & OTHERS) !== 0;
}

/** What to tell the person who runs a program over such a folder. */
export function exposedFolder(folder: string): string {
  return `must be a folder that no other user may read or change: chmod 700 '${folder}'`;
}

/** Takes a file of one's own from others where an earlier version left it to them. A file that is missing, or another user's, stays as it is. */
export function makeFilePrivate(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined || process.platform === 'win32') return;
  if ((found.mode & OTHERS) !== 0 && found.uid === process.getuid?.()) chmodSync(path, found.mode & 0o700);
}

/** As `makeFilePrivate`, for an SQLite database and what stands beside it. SQLite makes both with the rights of the database. */
export function makeDatabasePrivate(path: string): void {
  for (const ending of ['', '-wal', '-shm']) makeFilePrivate(`${path}${ending}`);
}
