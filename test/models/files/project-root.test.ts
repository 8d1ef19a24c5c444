import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from '../../../models/files/project-root.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

it('project root: is found from the compiled code', () => {
  expect(existsSync(join(projectRoot(), 'models', 'manifest.json'))).toBe(true);
});

it('project root: ignores packages of other names, and unreadable package files', async () => {
  const root = await temporaryFolder();
  const inner = join(root, 'a', 'b');
  await mkdir(inner, { recursive: true });
  await writeFile(join(root, 'package.json'), '{"name":"postern"}');
  await writeFile(join(root, 'a', 'package.json'), '{"name":"another"}');
  await writeFile(join(inner, 'package.json'), 'not JSON');
  expect(projectRoot(inner)).toBe(root);
});

it('project root: throws outside of the project', async () => {
  const folder = await temporaryFolder();
  expect(() => projectRoot(folder)).toThrow('no package.json named "postern"');
});
