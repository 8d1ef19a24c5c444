import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'vitest';
import { projectRoot } from '../../../../models/files/project-root.ts';

/** Folders of evaluation data, which is not part of the project. */
const ROOTS = [process.env['POSTERN_DATA'], join(projectRoot(), '../shared/data')].filter((root) => root !== undefined);

/** Path of a file or folder of the data; `undefined` when it does not exist. */
export function dataPath(path: string): string | undefined {
  return ROOTS.map((root) => join(root, path)).find((candidate) => existsSync(candidate));
}

/** The test function for tests that need a file of the data. Skips when the file does not exist. */
export function testWithData(path: string) {
  return test.skipIf(dataPath(path) === undefined);
}

/** Reads a file of the data, in a test that is skipped without it. */
export function needed(path: string): Uint8Array<ArrayBuffer> {
  const file = dataPath(path);
  if (file === undefined) throw new Error(`${path} is not in the data folder`);
  return Uint8Array.from(readFileSync(file));
}

/** Paths of the files with this ending in a folder of the data; empty when it does not exist. */
export function dataFiles(folder: string, ending: string): readonly string[] {
  const there = dataPath(folder);
  if (there === undefined) return [];
  const names = readdirSync(there).filter((name) => name.endsWith(ending));
  return names.map((name) => join(folder, name));
}
