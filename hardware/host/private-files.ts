/** Protects a program's files from other users of the machine. Does nothing on Windows, which lacks these permissions. */
import { chmodSync, type Stats, statSync } from 'node:fs';

/** Group and others. */
const OTHERS = 0o077;

/** Restricts the files and folders that this process creates to their owner. Explicit file modes are restricted too. */
export function keepFilesPrivate(): void {
  process.umask(OTHERS);
}

/** Whether other users may read, change or enter a folder; `false` when it does not exist. */
export function isFolderExposed(folder: string): boolean {
  if (process.platform === 'win32') return false;
  const found = statSync(folder, { throwIfNoEntry: false });
  return found?.isDirectory() === true && (found.mode & OTHERS) !== 0;
}

/** The service manager gives a credential to one user by an access list, whose mask appears as the rights of the group. */
const CREDENTIAL = /^\/run\/credentials\/[^/]+\/[^/]+$/;
const GROUP_READS = 0o040;

/** Whether other users may read or change a file with a secret. */
export function isExposed(path: string, { mode, uid, gid }: Pick<Stats, 'mode' | 'uid' | 'gid'>): boolean {
  if (process.platform === 'win32') return false;
  const others = mode & OTHERS;
  const isCredential = CREDENTIAL.test(path) && uid === 0 && gid === 0;
  return others !== 0 && !(isCredential && others === GROUP_READS);
}

/** The same for the file at this path. Throws the system's error when it does not exist. */
export function isFileExposed(path: string): boolean {
  return isExposed(path, statSync(path));
}

/** Error message for such a folder. */
export function exposedFolder(folder: string): string {
  return `must be a folder that no other user may read or change: chmod 700 '${folder}'`;
}

/**
 * Restricts a file of this user to its owner, because earlier versions left it readable to others. Ignores a missing file and one of another user.
 */
export function makeFilePrivate(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined || process.platform === 'win32') return;
  if ((found.mode & OTHERS) !== 0 && found.uid === process.getuid?.()) chmodSync(path, found.mode & 0o700);
}

/**
 * `makeFilePrivate` for an SQLite database and its companion files, which SQLite creates with the permissions of the
 * database.
 */
export function makeDatabasePrivate(path: string): void {
  for (const ending of ['', '-wal', '-shm']) makeFilePrivate(`${path}${ending}`);
}
