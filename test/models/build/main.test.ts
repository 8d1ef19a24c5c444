import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const MAIN = fileURLToPath(new URL('../../../models/build/main.js', import.meta.url));
const run = (...args: string[]) => spawnSync(process.execPath, [MAIN, ...args], { encoding: 'utf8' });

it('the command that builds models: prints one line when every model is built', () => {
  const { status, stdout, stderr } = run();
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: '', stderr: 'models: 6 ready\n' });
});

it('the command that builds models: refuses an unknown option with exit code 1', () => {
  const { status, stderr } = run('--anything');
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: 'models: refused (usage): the only option is --print-digests\n',
  });
});
