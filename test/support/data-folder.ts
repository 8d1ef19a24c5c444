import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../models/files/project-root.ts';

/** A folder of evaluation data, where a developer has it (`POSTERN_DATA`); never part of the project. */
export function dataFolder(name: string): string | undefined {
  const roots = [process.env['POSTERN_DATA'], join(projectRoot(), '../shared/data')];
  return roots
    .filter((root) => root !== undefined)
    .map((root) => join(root, name))
    .find((folder) => existsSync(folder));
}
