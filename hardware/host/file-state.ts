import { statSync } from 'node:fs';

/** A value that changes when the file changes. `none`: there is no file. */
export function fileState(file: string): string {
  try {
    const { ino, mtimeMs, size } = statSync(file);
    return [ino, mtimeMs, size].join();
  } catch {
    return 'none';
  }
}
