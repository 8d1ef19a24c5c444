import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'vitest';
import { projectRoot } from '../../../../models/files/project-root.ts';

/** Where a developer keeps evaluation data; never part of the project. */
const ROOTS = [process.env['POSTERN_DATA'], join(projectRoot(), '../shared/data')].filter((root) => root !== undefined);

/** Where a file or folder of the data is, or `undefined` when it is not there. */
export function dataPath(path: string): string | undefined {
  return ROOTS.map((root) => join(root, path)).find((candidate) => existsSync(candidate));
}

/** The test function for what needs a file of the data: skips where a developer does not have it. */
export function testWithData(path: string) {
  return test.skipIf(dataPath(path) === undefined);
}

/** A file of the data, in a test that is skipped without it. */
export function needed(path: string): Uint8Array<ArrayBuffer> {
  const file = dataPath(path);
  if (file === undefined) throw new Error(`${path} is not among the data`);
  return Uint8Array.from(readFileSync(file));
}

/** Paths of the files in a folder of the data that end so; empty when it is not there. */
export function dataFiles(folder: string, ending: string): readonly string[] {
  const there = dataPath(folder);
  if (there === undefined) return [];
  const names = readdirSync(there).filter((name) => name.endsWith(ending));
  return names.map((name) => join(folder, name));
}
