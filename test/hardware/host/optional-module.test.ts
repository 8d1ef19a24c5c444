import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const TESTED = new URL('../../../hardware/host/optional-module.js', import.meta.url).href;

/** Loads `file` beside a module `there.mjs` with this text, in a process of its own: Vitest replaces the loader of Node. */
function load(text: string, file: string): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'there.mjs'), text);
  writeFileSync(
    join(folder, 'main.mjs'),
    `import { optionalModule } from '${TESTED}';
     const loading = optionalModule('${file}', () => import('./${file}'));
     console.log(await loading.then((module) => module?.name ?? 'undefined', (error) => 'rejects: ' + error.message));`,
  );
  return spawnSync(process.execPath, [join(folder, 'main.mjs')], { encoding: 'utf8' }).stdout.trim();
}

test('an optional module is loaded', () => {
  expect(load("export const name = 'there';", 'there.mjs')).toBe('there');
});
test('an optional module whose file is absent is undefined', () => {
  expect(load('', 'absent.mjs')).toBe('undefined');
});
test('an optional module that imports an absent module rejects', () => {
  expect(load("import './absent.mjs';", 'there.mjs')).toMatch(/^rejects: .*absent\.mjs/);
});
test('an optional module that throws rejects', () => {
  expect(load("throw new Error('defective');", 'there.mjs')).toBe('rejects: defective');
});
