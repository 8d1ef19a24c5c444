import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from '../../models/files/project-root.ts';

const read = (path: string) => readFileSync(join(projectRoot(), path), 'utf8');

it('COMMANDS.md lists every script of package.json', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  // In code: `npm run NAME`, `npm NAME`, or further names after a comma
  const listed = new Set(
    [...read('.github/COMMANDS.md').matchAll(/`(?:npm (?:run )?(?:-s )?)?([a-z][a-z:-]*)[^`]*`/g)].map(
      ([, name]) => name,
    ),
  );
  expect(Object.keys(scripts).filter((name) => !listed.has(name))).toEqual([]);
});
