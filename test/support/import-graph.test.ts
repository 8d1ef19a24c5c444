import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { distancesFrom, importGraph, testsIn, testsReaching } from './import-graph.ts';
import { temporaryFolder } from './temporary-folder.ts';

function builtTree(): string {
  const root = temporaryFolder();
  const files: Readonly<Record<string, string>> = {
    'test/code/adds.test.js': "import { test } from 'vitest';\nimport { add } from '../../code/add.js';",
    'test/code/starts.test.js': "const entry = new URL('../../code/worker.js', import.meta.url);",
    'test/runs.test.js': "const program = join(root, '.build/code/main.js');",
    'test/absent.test.js': "import '../code/absent.js';",
    'code/add.js': "export { one } from './one.js';\nimport { join } from 'node:path';",
    'code/one.js': '',
    'code/worker.js': "const load = () => import('./one.js');",
    'code/main.js': "import { join } from 'node:path';",
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

test('import graph: holds the files that the tests import, and the names that are no files', () => {
  const { importers, outside } = importGraph(builtTree());
  expect(importers.get('code/one.js')).toEqual(['code/add.js']);
  expect(importers.get('test/runs.test.js')).toEqual([]);
  expect(importers.has('code/main.js')).toBe(false);
  expect(outside.get('test/code/adds.test.js')).toEqual(['vitest']);
  expect(outside.get('test/absent.test.js')).toEqual(['../code/absent.js']);
});

test('import graph: holds the entries of threads and programs where they are wanted', () => {
  const root = builtTree();
  const { importers } = importGraph(root, testsIn(root), { entries: true });
  expect(importers.get('code/worker.js')).toEqual(['test/code/starts.test.js']);
  expect(importers.get('code/main.js')).toEqual(['test/runs.test.js']);
  expect(importers.get('code/one.js')?.toSorted()).toEqual(['code/add.js', 'code/worker.js']);
});

test('import graph: gives the shortest way to each importer', () => {
  const distances = distancesFrom(importGraph(builtTree()), ['code/one.js', 'code/add.js']);
  expect(Object.fromEntries(distances)).toEqual({ 'code/one.js': 0, 'code/add.js': 0, 'test/code/adds.test.js': 1 });
});

test('import graph: names the tests that reach changed sources, the nearest first, and the sources that it does not see', () => {
  const root = builtTree();
  const graph = importGraph(root, testsIn(root), { entries: true });
  const reach = testsReaching(graph, [
    'code/add.ts',
    'code/worker.ts',
    'test/runs.test.ts',
    'code/page.tsx',
    'README.md',
  ]);
  expect(reach.tests.map(({ test, distance }) => `${distance} ${test}`).sort()).toEqual([
    '0 test/runs.test.js',
    '1 test/code/adds.test.js',
    '1 test/code/starts.test.js',
  ]);
  expect(reach.tests[0]?.distance).toBe(0);
  expect(reach.unseen).toEqual(['code/page.tsx', 'README.md']);
});
