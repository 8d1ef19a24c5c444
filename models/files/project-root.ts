import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const PROJECT_NAME = 'postern';

/**
 * The project's root folder: the nearest folder above `from` whose package.json is named "postern".
 *
 * Compiled code runs from a build folder that mirrors the tree, so files that are read at run time (the manifest, the
 * built models) are found by walking up.
 *
 * @throws Error when no such folder exists, because the program was moved out of its project
 */
export function projectRoot(from: string = import.meta.dirname): string {
  for (let folder = from; ; folder = dirname(folder)) {
    if (isProject(join(folder, 'package.json'))) return folder;
    if (folder === dirname(folder)) throw new Error(`no package.json named "${PROJECT_NAME}" at or above ${from}`);
  }
}

function isProject(packageFile: string): boolean {
  if (!existsSync(packageFile)) return false;
  try {
    return (JSON.parse(readFileSync(packageFile, 'utf8')) as { name?: unknown } | null)?.name === PROJECT_NAME;
  } catch {
    return false;
  }
}
