import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { npmCommand } from '../../../models/build/npm-command.ts';
import { temporaryFolder } from '../fixtures/temporary-folder.ts';

async function file(...path: string[]): Promise<string> {
  const name = join(await temporaryFolder(), ...path);
  await mkdir(dirname(name), { recursive: true });
  await writeFile(name, '');
  return name;
}

it('npm command: uses the npm that runs the script, with this Node', async () => {
  const cli = await file('npm-cli.js');
  expect(npmCommand(cli, '/somewhere/bin/node')).toEqual({ program: '/somewhere/bin/node', leading: [cli] });
});

it('npm command: ignores another package manager, and finds the npm of Node', async () => {
  const other = await file('pnpm.cjs');
  const cli = await file('lib', 'node_modules', 'npm', 'bin', 'npm-cli.js');
  const node = join(cli, '../../../../../bin/node');
  expect(npmCommand(other, node)).toEqual({ program: node, leading: [cli] });
});

it('npm command: falls back to the PATH', async () => {
  const folder = await temporaryFolder();
  expect(npmCommand(undefined, join(folder, 'bin', 'node'))).toEqual({ program: 'npm', leading: [] });
});
