/** Examples in docstrings are run: `expression; // => value` must hold. Imports start at the project's folder. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../models/files/project-root.ts';

const FOLDERS = ['hardware', 'kiosk', 'models', 'server'] as const;
const MIN_EXAMPLES = 10;

interface Example {
  readonly file: string;
  readonly code: string;
}

function examplesIn(file: string): Example[] {
  const source = readFileSync(join(projectRoot(), file), 'utf8');
  return [...source.matchAll(/@example\n \* ```ts\n([\s\S]*?) \* ```/g)].map(([, lines = '']) => ({
    file,
    code: lines.replaceAll(/^ \* ?/gm, ''),
  }));
}

/** The example as a module of the build folder in which each stated value is asserted. */
function asModule(code: string): string {
  const asserted = code.replaceAll(
    /^(.+); \/\/ => (.+)$/gm,
    (_, expression: string, value: string) => `assert.deepEqual(${expression}, ${value});`,
  );
  const compiled = asserted.replaceAll(/from '\.\/(.+)\.ts';/g, "from '../../$1.js';");
  return `import assert from 'node:assert/strict';\n${compiled}`;
}

const examples = FOLDERS.flatMap((folder) =>
  readdirSync(join(projectRoot(), folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .flatMap((path) => examplesIn(join(folder, path))),
);

test(`examples: at least ${MIN_EXAMPLES} entry points have one`, () => {
  expect(examples.length).toBeGreaterThanOrEqual(MIN_EXAMPLES);
});

test.each(examples)('example of $file: does what it says', ({ file, code }) => {
  expect(code).toContain('// => ');
  const { status, stderr } = run(file, code);
  expect(stderr).toBe('');
  expect(status).toBe(0);
});

test('an example that states a wrong value: fails', () => {
  const { status, stderr } = run('wrong', '1 + 1; // => 3\n');
  expect(status).toBe(1);
  expect(stderr).toContain('2 !== 3');
});

/** Runs the example in a process of its own, since some load native code. */
function run(name: string, code: string) {
  const folder = join(projectRoot(), '.build/test/examples');
  mkdirSync(folder, { recursive: true });
  const module = join(folder, `${name.replaceAll('/', '-')}.mjs`);
  writeFileSync(module, asModule(code));
  return spawnSync(process.execPath, [module], { encoding: 'utf8' });
}
