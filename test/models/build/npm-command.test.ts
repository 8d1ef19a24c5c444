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

it('runs the npm that runs the script, by this Node', async () => {
  const cli = await file('npm-cli.js');
  expect(npmCommand(cli, '/somewhere/bin/node')).toEqual({ program: '/somewhere/bin/node', leading: [cli] });
});

it('passes over another package manager, and finds the npm that Node came with', async () => {
  const other = await file('pnpm.cjs');
  const cli = await file('lib', 'node_modules', 'npm', 'bin', 'npm-cli.js');
  const node = join(cli, '../../../../../bin/node');
  expect(npmCommand(other, node)).toEqual({ program: node, leading: [cli] });
});

it('leaves npm to the PATH when it is nowhere to be found', async () => {
  const folder = await temporaryFolder();
  expect(npmCommand(undefined, join(folder, 'bin', 'node'))).toEqual({ program: 'npm', leading: [] });
});
