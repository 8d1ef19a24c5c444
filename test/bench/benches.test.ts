import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../models/project-root.ts';
import { BENCHES } from './benches.ts';

const FOLDER = join(projectRoot(), 'test/bench');
const NOT_BENCHES = ['benches.ts', 'run.ts'];
const RUN = join(import.meta.dirname, 'run.js');

function run(...args: string[]) {
  return spawnSync(process.execPath, [RUN, ...args], { encoding: 'utf8' });
}

test('bench list: names every bench of the folder, and nothing else', () => {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  const listed = Object.values(BENCHES).map(({ file }) => `${file}.ts`);
  expect(listed.toSorted()).toEqual(files.filter((file) => !NOT_BENCHES.includes(file)).toSorted());
});

test('bench command: lists every bench when it is given no name', () => {
  const { status, stdout } = run();
  expect(status).toBe(0);
  for (const name of Object.keys(BENCHES)) expect(stdout).toContain(`  ${name} `);
});

test.each(['nope', 'toString', '__proto__'])(
  'bench command: refuses the unknown name %s and lists the known ones',
  (name) => {
    const { status, stderr } = run(name);
    expect(status).toBe(2);
    expect(stderr).toContain(`there is no bench "${name}"`);
    expect(stderr).toContain('face-groups');
  },
);

test('bench command: passes options on and returns the exit code of the bench', () => {
  const { status, stderr } = run('trust', '--no-such-option');
  expect(status).not.toBe(0);
  expect(stderr).toContain('no-such-option');
});

test('README texts: name no bench that does not exist', () => {
  const unknown = readmes().flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/npm run bench -- ([a-z-]+)/g)]
      .map(([, name]) => name ?? '')
      .filter((name) => !Object.hasOwn(BENCHES, name)),
  );
  expect(unknown).toEqual([]);
});

function readmes(): string[] {
  return ['.', 'hardware', 'kiosk', 'models', 'server', 'test', '.github']
    .map((folder) => join(projectRoot(), folder))
    .filter((folder) => existsSync(folder))
    .flatMap((folder, at) =>
      readdirSync(folder, { recursive: at > 0, encoding: 'utf8' }).map((file) => join(folder, file)),
    )
    .filter((file) => file.endsWith('.md'));
}
