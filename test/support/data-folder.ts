import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../models/files/project-root.ts';

/** A developer's folder of evaluation data (`POSTERN_DATA`), which is not part of the project; `undefined` without one. */
export function dataFolder(name: string): string | undefined {
  const roots = [process.env['POSTERN_DATA'], join(projectRoot(), '../shared/data')];
  return roots
    .filter((root) => root !== undefined)
    .map((root) => join(root, name))
    .find((folder) => existsSync(folder));
}
