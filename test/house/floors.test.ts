import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '../../models/files/project-root.ts';
import { HARDWARE_STOREYS, KIOSK_STOREYS, MODELS_STOREYS, roomOf, SERVER_STOREYS } from './floors.ts';
import { judgeImports, mutualImports, type SourceFile } from './upward-imports.ts';

const root = projectRoot();

/** Code and style sheets. A page of HTML is an entry of the build and belongs to no folder. */
function filesIn(top: string): SourceFile[] {
  return readdirSync(join(root, top), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx|css)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path: relative(root, path), text: readFileSync(path, 'utf8') }));
}

describe.each([
  ['server', SERVER_STOREYS, 1_500],
  ['kiosk', KIOSK_STOREYS, 500],
  ['hardware', HARDWARE_STOREYS, 400],
  ['models', MODELS_STOREYS, 50],
] as const)('folder order of %s', (top, storeys, leastCompared) => {
  const order = storeys.flatMap(({ folders }) => folders);
  const files = filesIn(top);
  const judged = judgeImports(files, top, order);

  test('has only downward imports, type imports included', () => {
    expect(judged.upward).toEqual([]);
    expect(judged.compared).toBeGreaterThan(leastCompared);
  });
  test('names every folder with sources exactly once', () => {
    expect(judged.missing).toEqual([]);
    const folders = new Set(files.map(({ path }) => roomOf(path.slice(top.length + 1), order)));
    expect([...order].sort()).toEqual([...folders].filter((folder) => folder !== undefined).sort());
  });
});

test.each(['server', 'kiosk', 'models', 'hardware'])(
  'mutual imports: do not exist between folders of %s, at any depth',
  (top) => {
    expect(mutualImports(filesIn(top))).toEqual([]);
  },
);
test('mutual imports: are found at any depth', () => {
  const files = [
    { path: 'server/console/shell/one.ts', text: "import '../people/two.tsx';" },
    { path: 'server/console/people/deep/three.ts', text: "import type { One } from '../../shell/one.ts';" },
    { path: 'server/console/four.ts', text: "import './people/two.tsx';" },
  ];
  expect(mutualImports(files)).toEqual(['server/console/people <-> server/console/shell']);
});

describe('comparison of imports with the order', () => {
  const judge = (path: string, text: string) => judgeImports([{ path, text }], 'server', ['low', 'high']);

  test.each([
    ['a static import', "import { one } from '../high/one.ts';"],
    ['a type import', "import type { One } from '../high/one.ts';"],
    ['an inline type import', "let one: import('../high/one.ts').One;"],
    ['a dynamic import', "await import('../high/one.ts');"],
    ['the entry of a thread', "new Worker(new URL('../high/one.js', import.meta.url));"],
    ['an import of a program at the top', "import '../main.ts';"],
    ['an import between folders that the order lacks', "import '../other/one.ts';"],
  ])('refuses upwards: %s', (_name, text) => {
    const path = text.includes('other') ? 'server/another/two.ts' : 'server/low/two.ts';
    expect(judge(path, text).upward).toHaveLength(1);
  });
  test.each([
    ['downwards', 'server/high/two.ts', "import '../low/one.ts';"],
    ['within the folder', 'server/low/deep/two.ts', "import '../one.ts';"],
    ['from a program at the top', 'server/main.ts', "import './high/one.ts';"],
    ['outside of the server', 'server/low/two.ts', "import '../../hardware/host/one.ts';"],
  ])('allows an import %s', (_name, path, text) => {
    expect(judge(path, text).upward).toEqual([]);
  });
  test('names a folder that the order lacks', () => {
    expect(judge('server/forgotten/two.ts', '').missing).toEqual(['forgotten']);
  });
});
